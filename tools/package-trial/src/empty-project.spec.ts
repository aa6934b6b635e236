import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommandFailedError } from './command';
import { EmptyProject } from './empty-project';
import { PackedPackage } from './packed-package';

const MANIFEST = {
  name: 'tiny',
  version: '1.2.3',
  license: 'Apache-2.0',
  type: 'module',
  exports: { '.': { types: './index.d.ts', default: './index.js' } },
  files: ['index.js', 'index.d.ts'],
};
const FILES = {
  'package.json': JSON.stringify(MANIFEST),
  'index.js': 'export const answer = 42;',
  'index.d.ts': 'export declare const answer: number;',
  'left-out.js': '',
};

describe('a package that is tried in an empty project', () => {
  let folder: string;
  let packed: PackedPackage;
  let project: EmptyProject;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'decouple-tiny-'));
    for (const [name, content] of Object.entries(FILES)) writeFileSync(join(folder, name), content);
    packed = PackedPackage.of(folder);
    project = EmptyProject.create();
    project.install(packed.tarball);
  });

  afterAll(() => {
    project.remove();
    packed.remove();
    rmSync(folder, { recursive: true });
  });

  it('is packed as npm packs it', () => {
    expect(packed.files).toEqual(['index.d.ts', 'index.js', 'package.json']);
    expect(packed.manifest).toMatchObject({ name: 'tiny', version: '1.2.3' });
  });

  it('is the only package there', () => {
    expect(project.installed()).toEqual(['tiny']);
  });

  it('is linted without complaints, until its manifest is wrong', () => {
    project.lintPackage('tiny');
    project.write('node_modules/tiny/package.json', JSON.stringify({ ...MANIFEST, main: './missing.js' }));
    expect(() => project.lintPackage('tiny')).toThrow(CommandFailedError);
    project.write('node_modules/tiny/package.json', JSON.stringify(MANIFEST));
  });

  it('is compiled against and run', () => {
    project.write('good.mts', "import { answer } from 'tiny'; console.log(answer.toFixed(1));");
    project.compile('nodenext', 'good.mts');
    expect(project.run('good.mjs')).toBe('42.0\n');
  });

  it('is bundled', () => {
    project.write('bundle.mjs', "import { answer } from 'tiny'; console.log(answer);");
    project.bundle('bundle.mjs', 'bundled.mjs');
    expect(project.run('bundled.mjs')).toBe('42\n');
  });

  it.each(['nodenext', 'bundler'] as const)('makes a wrong use of it an error under %s', (resolution) => {
    project.write('bad.mts', "import { answer } from 'tiny'; export const text: string = answer;");
    expect(() => project.compile(resolution, 'bad.mts')).toThrow(/bad\.mts.+not assignable to type 'string'/);
    expect(existsSync(join(project.folder, 'bad.mjs'))).toBe(false);
  });

  it('tells what a failing program printed', () => {
    project.write('failing.mjs', "console.log('before'); throw new Error('broken');");
    expect(() => project.run('failing.mjs')).toThrow(/before[^]*broken/);
  });
});

describe('a folder without a package', () => {
  it('is reported with what may be missing', () => {
    expect(() => PackedPackage.of(join(tmpdir(), 'decouple-nothing-here'))).toThrow('Was its project built?');
  });
});
