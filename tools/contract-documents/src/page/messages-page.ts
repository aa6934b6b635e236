import type { AsyncApiDocument, Channel, DescribedMessage } from '../asyncapi/asyncapi-document';
import { fieldRows, type FieldRow } from './field-rows';
import { PAGE_STYLE } from './page-style';

/** Longer values are folded away: a list of 180 currencies is no help to who reads the fields. */
const LONGEST_VALUE_SHOWN = 60;

/** The AsyncAPI document for people: one file that needs nothing else, not even a script. */
export function messagesPage(document: AsyncApiDocument): string {
  const { channels, components, info } = document;
  const queues = Object.entries(channels).map(([queue, channel]) => queueSection(queue, channel, components.messages));
  const links = Object.entries(channels).map(
    ([queue, { messages }]) =>
      `<li><a href="#${queue}">${escaped(queue)}</a><ul>${Object.keys(messages).map(linkTo).join('')}</ul></li>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<meta name="color-scheme" content="light dark" />
<title>${escaped(info.title)}</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<header><h1>${escaped(info.title)}</h1><p>${prose(info.description)}</p></header>
<nav aria-label="Messages"><ul>${links.join('')}</ul></nav>
<main>${queues.join('')}</main>
</body>
</html>
`;
}

const linkTo = (type: string): string => `<li><a href="#${type}">${escaped(type)}</a></li>`;

function queueSection(queue: string, channel: Channel, messages: Readonly<Record<string, DescribedMessage>>): string {
  const articles = Object.keys(channel.messages).map((type) => {
    const message = messages[type];
    if (message === undefined) throw new Error(`The queue ${queue} carries ${type}, which is not described.`);
    return messageArticle(message);
  });
  return `<section id="${queue}"><h2>${escaped(channel.title)}</h2><p>${prose(channel.description)}</p>${articles.join('')}</section>`;
}

function messageArticle(message: DescribedMessage): string {
  const { examples, name, payload, summary } = message;
  const example = examples[0]?.payload as { readonly data?: object } | undefined;
  const { data = {}, ...envelope } = payload.properties ?? {};
  return `<article id="${name}"><h3><code>${escaped(name)}</code></h3><p>${prose(summary)}</p>
<h4>Data</h4>${fieldTable(fieldRows(data, example?.data))}
<details><summary>Envelope</summary>${fieldTable(fieldRows({ ...payload, properties: envelope }, example))}</details>
<details open><summary>Example</summary><pre tabindex="0">${json(example)}</pre></details>
<details><summary>JSON Schema: <code>${escaped(message['x-json-schema-id'])}</code></summary><pre tabindex="0">${json(payload)}</pre></details>
</article>`;
}

function fieldTable(rows: readonly FieldRow[]): string {
  const body = rows.map(
    ({ description, limits, path, required, type }) =>
      `<tr><th scope="row"><code>${escaped(path)}</code></th><td>${escaped(type)}</td><td>${required ? 'required' : 'optional'}</td>` +
      `<td>${prose(description)}${limits.map(limitLine).join('')}</td></tr>`,
  );
  return (
    '<div class="scroll" tabindex="0"><table><thead><tr><th scope="col">Property</th><th scope="col">Type</th>' +
    `<th scope="col">Presence</th><th scope="col">Meaning</th></tr></thead><tbody>${body.join('')}</tbody></table></div>`
  );
}

function limitLine({ keyword, value }: FieldRow['limits'][number]): string {
  if (value.length <= LONGEST_VALUE_SHOWN) return `<div class="limit">${keyword}: <code>${escaped(value)}</code></div>`;
  return `<details class="limit"><summary>${keyword}</summary><code>${escaped(value)}</code></details>`;
}

const json = (value: unknown): string => escaped(JSON.stringify(value, undefined, 2) ?? '');

/** Text with `code` in it. */
const prose = (text: string): string => escaped(text).replaceAll(/`([^`]+)`/g, '<code>$1</code>');

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (character) => ENTITIES[character] ?? '');
