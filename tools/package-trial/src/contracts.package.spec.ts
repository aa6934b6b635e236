import { join, resolve } from 'node:path';
import { EmptyProject } from './empty-project';
import { PackedPackage } from './packed-package';
import { describePublishedPackage } from './testing/published-package.contract';

const WORKSPACE = resolve(__dirname, '../../..');
const CONTRACTS = join(WORKSPACE, 'dist/packages/contracts');
const VALIDATION = join(WORKSPACE, 'dist/packages/validation');
const TYPE = 'payments.payment-accepted.v1';

/** In any of the languages, after imports of their own: what another team does with the package. */
const USE = `
  const message = parseMessage(text);
  if (message.type !== PAYMENT_ACCEPTED_V1) throw new Error('Read ' + message.type);
  if (!(message instanceof PaymentAcceptedV1)) throw new Error('Not an instance of its class.');
  const copy = createMessage(PAYMENT_ACCEPTED_V1, { id: 'copy', source: '/theirs', time: message.time, subject: 's' }, message.data);
  try {
    parseMessage(text.replace('"EUR"', '"eur"'));
  } catch (error) {
    if (!(error instanceof MessageError)) throw error;
    console.log(copy.data.amount.value, error.code, error.violations[0]?.pointer);
  }
`;
const PRINTED = '4999 message-invalid #/data/amount/currency\n';

const NAMES = 'createMessage, MessageError, parseMessage, PAYMENT_ACCEPTED_V1, PaymentAcceptedV1';
const READ = `const text = readFileSync(require.resolve('@decouple/contracts/examples/${TYPE}.json'), 'utf8');`;
const IMPORTS = `
  import { readFileSync } from 'node:fs';
  import { createRequire } from 'node:module';
  import { ${NAMES} } from '@decouple/contracts';
`;
/** Typed, so that the compiler has something to hold the package to. */
const TYPED = `
  import { type Message, type MessageType, type Violation } from '@decouple/contracts';
  export const nothing: readonly Violation[] = [];
  export const type: MessageType = '${TYPE}';
  export function amountOf(message: Message): string | undefined {
    return message.type === PAYMENT_ACCEPTED_V1 ? message.data.amount.value : undefined;
  }
`;
/** What Node offers, for a project that has not installed its types. */
const NODE_TYPES = `
  declare module 'node:fs' { export function readFileSync(path: string, encoding: 'utf8'): string; }
  declare module 'node:module' { export function createRequire(url: string): { resolve(name: string): string }; }
  declare const require: { resolve(name: string): string };
`;

const CONSUMERS: Readonly<Record<string, string>> = {
  'plain.mjs': `${IMPORTS} const require = createRequire(import.meta.url); ${READ} ${USE}`,
  'plain.cjs': `const { readFileSync } = require('node:fs'); const { ${NAMES} } = require('@decouple/contracts'); ${READ} ${USE}`,
  'typed.mts': `${IMPORTS} ${TYPED} const require = createRequire(import.meta.url); ${READ} ${USE}`,
  'typed.cts': `${IMPORTS.replace(/import \{ createRequire.*/, '')} ${TYPED} ${READ} ${USE}`,
};

describe('@decouple/contracts, as published', () => {
  let packed: PackedPackage;
  let validation: PackedPackage;
  let project: EmptyProject;

  beforeAll(() => {
    packed = PackedPackage.of(CONTRACTS);
    validation = PackedPackage.of(VALIDATION);
    project = EmptyProject.create();
    project.install(validation.tarball, packed.tarball);
    for (const [file, program] of Object.entries(CONSUMERS)) project.write(file, program);
    project.write('node.d.ts', NODE_TYPES);
  });

  afterAll(() => {
    project.remove();
    packed.remove();
    validation.remove();
  });

  describePublishedPackage(
    {
      name: '@decouple/contracts',
      folder: 'libs/contracts',
      dependencies: ['@decouple/validation', 'class-validator'],
      installed: [
        '@decouple/contracts',
        '@decouple/validation',
        '@types/validator',
        'class-validator',
        'libphonenumber-js',
        'validator',
      ],
      files: ['dist/index.js.map', `examples/${TYPE}.json`, `schemas/${TYPE}.schema.json`],
      declarations: ['node.d.ts'],
      printed: PRINTED,
      atLeast: { names: 35, maps: 20 },
    },
    () => ({ packed, project }),
  );

  it('can be bundled for browsers', () => {
    project.write(
      'browser.mjs',
      "import { isMessageType } from '@decouple/contracts'; console.log(isMessageType('x'));",
    );
    project.bundle('browser.mjs', 'bundled.mjs');
    expect(project.run('bundled.mjs')).toBe('false\n');
  });

  it('has a schema and an example to import for every message', () => {
    project.write(
      'files.cjs',
      `const { MESSAGE_CLASSES, parseMessage } = require('@decouple/contracts');
       for (const type of Object.keys(MESSAGE_CLASSES)) {
         parseMessage(JSON.stringify(require('@decouple/contracts/examples/' + type + '.json')));
         const { $id } = require('@decouple/contracts/schemas/' + type + '.schema.json');
         if (!$id.includes(type)) throw new Error($id);
       }`,
    );
    expect(project.run('files.cjs')).toBe('');
  });
});
