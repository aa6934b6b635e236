import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AsyncApiDocument, DescribedMessage } from '../asyncapi/asyncapi-document';
import { ASYNCAPI, PAGE, WORKSPACE } from '../documents';
import { fieldRows } from './field-rows';
import { messagesPage } from './messages-page';

const document = JSON.parse(readFileSync(join(WORKSPACE, ASYNCAPI), 'utf8')) as AsyncApiDocument;
const page = readFileSync(join(WORKSPACE, PAGE), 'utf8');

describe('the page of the messages', () => {
  it('shows every message, and every property that it may have', () => {
    for (const { examples, name, payload } of Object.values(document.components.messages)) {
      const article = page.slice(page.indexOf(`<article id="${name}"`)).split('</article>', 1)[0] ?? '';
      const rows = fieldRows(payload, examples[0]?.payload).filter(({ path }) => path !== 'data');
      for (const { path } of rows) expect(article).toContain(`<code>${path.replace(/^data\./, '')}</code>`);
    }
  });

  it('needs nothing but itself', () => {
    expect(page).not.toMatch(/<script|<link|@import|url\(|\bsrc=/);
  });

  it('links to what it has', () => {
    const targets = [...page.matchAll(/href="#([^"]+)"/g)].map(([, target]) => target);
    expect(targets.length).toBeGreaterThan(7);
    for (const target of targets) expect(page).toContain(`id="${target}"`);
  });

  it('shows markup in a description as text', () => {
    const [type = '', message] = Object.entries(document.components.messages)[0] ?? [];
    const evil = { ...(message as DescribedMessage), summary: '<img src=x onerror=alert(1)> & "more"' };
    const messages = { ...document.components.messages, [type]: evil };
    expect(messagesPage({ ...document, components: { messages } })).toContain(
      '<p>&lt;img src=x onerror=alert(1)&gt; &amp; &quot;more&quot;</p>',
    );
  });
});

describe('fieldRows', () => {
  it('lists in the order of the example, with nested properties below their parent', () => {
    const nested = { type: 'object', required: ['b'], properties: { b: { type: ['string', 'null'] } } } as const;
    const schema = { properties: { a: { const: 'x', type: 'string' }, z: nested } } as const;
    expect(fieldRows(schema, { z: { b: 1 } })).toEqual([
      { path: 'z', type: 'object', required: false, description: '', limits: [] },
      { path: 'z.b', type: 'string or null', required: true, description: '', limits: [] },
      { path: 'a', type: 'string', required: false, description: '', limits: [{ keyword: 'const', value: 'x' }] },
    ]);
  });
});
