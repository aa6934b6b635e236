import type { Tree } from '@nx/devkit';
import { GeneratorInputError } from '../generator-input.error';
import { AnchorMissingError } from '../source/anchor-missing.error';
import { createFiles } from '../source/create-files';
import { addExport, addImport, addToArray, addToObject, keysOf } from '../source/source-edits';
import { EXAMPLE_ID, fieldsOf } from './fields';
import { type MessageName, messageNameOf } from './message-name';
import { consumerFile, consumerSpec, messageExample, messageFile, messageSpec } from './message.templates';

export interface MessageOptions {
  readonly name: string;
  readonly queue?: string;
  readonly fields?: string;
}

const CONTRACTS = 'libs/contracts';
const REGISTRY = `${CONTRACTS}/src/registry.ts`;
const LIST = 'docs/contracts.md';
/** The default queue of each context. */
const USUAL_QUEUES = { payments: 'sales', sales: 'payment-status' } as const;

/**
 * @returns what to do next
 * @throws GeneratorInputError for a name, queue or field that is none, or a message that exists
 * @throws AnchorMissingError when a file to wire looks different than expected
 */
export function generateMessage(tree: Tree, options: MessageOptions): string {
  const name = messageNameOf(options.name);
  const fields = fieldsOf(options.fields, name.fact);
  const queue = options.queue ?? USUAL_QUEUES[name.context];
  const app = consumerOf(tree, queue);
  expectEarlierVersion(tree, name);
  const consumers = `apps/${app}/src/consumers`;
  const consumer = `${name.fact.kebab}-v${name.version}.consumer`;
  createFiles(tree, {
    [`${CONTRACTS}/src/messages/${name.file}.ts`]: messageFile(name, fields),
    [`${CONTRACTS}/src/messages/${name.file}.spec.ts`]: messageSpec(name, fields),
    [`${CONTRACTS}/examples/${name.type}.json`]: messageExample(name, fields),
    [`${consumers}/${consumer}.ts`]: consumerFile(name),
    [`${consumers}/${consumer}.spec.ts`]: consumerSpec(name, consumer, EXAMPLE_ID),
  });
  register(tree, name, queue);
  addToList(tree, name.type, queue);
  const module = `apps/${app}/src/composition/${app}.module.ts`;
  addImport(tree, module, `../consumers/${consumer}`, `${name.className}Consumer`, 'value');
  addToArray(tree, module, 'controllers', `${name.className}Consumer`, `${name.className}Consumer`);
  return nextStep(name, app, `${consumers}/${consumer}.ts`);
}

function nextStep({ constant, fact, file, type, version }: MessageName, app: string, consumer: string): string {
  const upcaster =
    version === 1
      ? ''
      : `Write how version ${version - 1} becomes version ${version} in ${CONTRACTS}/src/upcasting/${fact.kebab}.upcaster.ts, ` +
        'and have the consumer of the earlier version use it. ';
  return (
    `Next: make the data of ${CONTRACTS}/src/messages/${file}.ts and its example what the fact needs, before ` +
    'its release, and regenerate its schema with npx nx run contracts:documents. ' +
    `${app} keeps ${type} as a dead letter until ${consumer} calls a use case. ${upcaster}` +
    `Send it with createMessage(${constant}, …) in the transaction that makes the fact true.`
  );
}

function register(tree: Tree, { className, constant, file }: MessageName, queue: string): void {
  const module = `./messages/${file}`;
  for (const imported of [constant, className]) addImport(tree, REGISTRY, module, imported, 'value');
  addToObject(tree, REGISTRY, 'MESSAGE_CLASSES', `[${constant}]`, className);
  addToArray(tree, REGISTRY, queue, constant, constant);
  addExport(tree, `${CONTRACTS}/src/index.ts`, module, [constant, className, `${className}Data`]);
}

/** Adds a row to the table of messages for other teams. */
function addToList(tree: Tree, type: string, queue: string): void {
  const text = tree.read(LIST, 'utf8') ?? '';
  const last = [...text.matchAll(/^\| `[a-z.-]+\.v\d+` .*$/gm)].at(-1);
  if (last === undefined) throw new AnchorMissingError(LIST, 'table of messages');
  const [schema, example] = [`${CONTRACTS}/schemas/${type}.schema.json`, `${CONTRACTS}/examples/${type}.json`];
  const row = `\n| \`${type}\` | \`${queue}\` | [schema](../${schema}) | [example](../${example}) |`;
  const end = last.index + last[0].length;
  tree.write(LIST, text.slice(0, end) + row + text.slice(end));
}

/** The application that reads the queue. */
function consumerOf(tree: Tree, queue: string): string {
  const queues = keysOf(tree, REGISTRY, 'QUEUES');
  if (!queues.includes(queue)) {
    throw new GeneratorInputError(`There is no queue ${JSON.stringify(queue)}; there are ${queues.join(' and ')}.`);
  }
  const app = tree
    .children('apps')
    .find((name) => tree.read(`apps/${name}/src/composition/consumed-queue.ts`, 'utf8')?.includes(`= '${queue}'`));
  if (app === undefined) {
    throw new GeneratorInputError(`No application reads the queue "${queue}", so nothing could handle the message.`);
  }
  return app;
}

function expectEarlierVersion(tree: Tree, { context, fact, version }: MessageName): void {
  if (version === 1) return;
  const earlier = `${context}.${fact.kebab}.v${version - 1}`;
  if (!tree.exists(`${CONTRACTS}/examples/${earlier}.json`)) {
    throw new GeneratorInputError(`Version ${version} follows ${earlier}, which does not exist. Versions begin at 1.`);
  }
}
