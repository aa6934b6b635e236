import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { EmptyProject } from './empty-project';
import { PackedPackage } from './packed-package';

const WORKSPACE = resolve(__dirname, '../../..');
const CONTRACTS = join(WORKSPACE, 'dist/packages/contracts');
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
  let project: EmptyProject;

  beforeAll(() => {
    packed = PackedPackage.of(CONTRACTS);
    project = EmptyProject.create();
    project.install(packed.tarball);
    for (const [file, program] of Object.entries(CONSUMERS)) project.write(file, program);
    project.write('node.d.ts', NODE_TYPES);
  }, 240_000);

  afterAll(() => {
    project.remove();
    packed.remove();
  });

  const inPackage = (path: string): string => join(project.folder, 'node_modules/@decouple/contracts', path);

  it('depends on class-validator alone', () => {
    expect(Object.keys(packed.manifest.dependencies ?? {})).toEqual(['class-validator']);
    expect(project.installed()).toEqual([
      '@decouple/contracts',
      '@types/validator',
      'class-validator',
      'libphonenumber-js',
      'validator',
    ]);
  });

  it('has a manifest without complaints, in which nothing of this workspace is left', () => {
    project.lintPackage('@decouple/contracts');
    expect(JSON.stringify(packed.manifest)).not.toContain('@decouple/source');
    for (const field of ['private', 'scripts', 'nx', 'devDependencies'])
      expect(packed.manifest).not.toHaveProperty(field);
    expect(packed.manifest).toMatchObject({ sideEffects: false, license: 'Apache-2.0' });
  });

  it('holds what its readers need, and no test', () => {
    expect(packed.files).toEqual(
      expect.arrayContaining([
        'CHANGELOG.md',
        'README.md',
        'dist/index.d.mts',
        'dist/index.d.ts',
        'dist/index.js',
        'dist/index.js.map',
        'dist/index.mjs',
        `examples/${TYPE}.json`,
        `schemas/${TYPE}.schema.json`,
      ]),
    );
    expect(packed.files.filter((file) => /\.spec\.|tsbuildinfo|testing/.test(file))).toEqual([]);
  });

  it('has maps that lead to sources in the package', () => {
    const maps = packed.files.filter((file) => file.endsWith('.map'));
    expect(maps.length).toBeGreaterThan(20);
    for (const map of maps) {
      const { sources } = JSON.parse(readFileSync(inPackage(map), 'utf8')) as { readonly sources: readonly string[] };
      for (const source of sources) expect(existsSync(join(dirname(inPackage(map)), source))).toBe(true);
    }
  });

  it.each(['plain.mjs', 'plain.cjs'])('serves plain JavaScript: %s', (file) => {
    expect(project.run(file)).toBe(PRINTED);
  });

  it('serves strict TypeScript that resolves as Node does, in both module systems', () => {
    project.compile('nodenext', 'typed.mts', 'typed.cts', 'node.d.ts');
    expect(project.run('typed.mjs')).toBe(PRINTED);
    expect(project.run('typed.cjs')).toBe(PRINTED);
  });

  it('serves strict TypeScript that resolves as bundlers do', () => {
    project.compile('bundler', 'typed.mts', 'node.d.ts');
  });

  it('can be bundled for browsers', () => {
    project.write(
      'browser.mjs',
      "import { isMessageType } from '@decouple/contracts'; console.log(isMessageType('x'));",
    );
    project.bundle('browser.mjs', 'bundled.mjs');
    expect(project.run('bundled.mjs')).toBe('false\n');
  });

  it('is one set of classes for both module systems, with every name in both', () => {
    project.write(
      'same.mjs',
      `import { createRequire } from 'node:module';
       import * as imported from '@decouple/contracts';
       const required = createRequire(import.meta.url)('@decouple/contracts');
       const names = [...new Set([...Object.keys(imported), ...Object.keys(required)])];
       const different = names.filter((name) => imported[name] !== required[name]);
       console.log(names.length > 40, JSON.stringify(different));`,
    );
    expect(project.run('same.mjs')).toBe('true []\n');
  });

  it('refuses what is no entry point', () => {
    project.write('inside.mjs', "await import('@decouple/contracts/dist/registry.js');");
    expect(() => project.run('inside.mjs')).toThrow('ERR_PACKAGE_PATH_NOT_EXPORTED');
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

  it('cannot be published from the folder of its sources', () => {
    const publish = (): string =>
      execFileSync('npm', ['publish', '--dry-run'], {
        cwd: join(WORKSPACE, 'libs/contracts'),
        encoding: 'utf8',
        stdio: 'pipe',
      });
    expect(publish).toThrow(/nx release publish/);
  });
});
