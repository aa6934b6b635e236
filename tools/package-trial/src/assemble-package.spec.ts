import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { runIn } from './command';

const ASSEMBLE = resolve(__dirname, '../../build/assemble-package.mjs');
const MANIFEST = {
  name: 'tiny',
  version: '1.2.3',
  private: true,
  nx: { name: 'tiny' },
  scripts: { prepublishOnly: 'exit 1' },
  exports: {
    './package.json': './package.json',
    '.': { '@decouple/source': './src/index.ts', types: './dist/index.d.ts', default: './dist/index.js' },
  },
  files: ['dist', 'src'],
};

describe('assembling a package', () => {
  let project: string;
  const packageFolder = (): string => join(project, 'out');
  const assemble = (): string => runIn(project, process.execPath, [ASSEMBLE, '.', 'out']);
  const read = (file: string): string => readFileSync(join(packageFolder(), file), 'utf8');

  function write(file: string, content = ''): void {
    mkdirSync(dirname(join(project, file)), { recursive: true });
    writeFileSync(join(project, file), content);
  }

  beforeEach(() => {
    project = mkdtempSync(join(tmpdir(), 'decouple-assembled-'));
    write('package.json', JSON.stringify(MANIFEST));
    write('src/index.ts');
    write('dist/index.js', 'exports.answer = 42; exports.question = "?";');
    write('dist/index.d.ts');
  });

  afterEach(() => rmSync(project, { recursive: true }));

  it('hands on every value of an entry point in an ES module beside it', () => {
    assemble();
    expect(read('dist/index.mjs')).toBe(
      "import entry from './index.js';\n\nexport const answer = entry.answer;\nexport const question = entry.question;\n",
    );
    expect(read('dist/index.d.mts')).toBe("export * from './index.js';\n");
  });

  it('leaves out of the manifest what is for the workspace alone', () => {
    assemble();
    expect(JSON.parse(read('package.json'))).toEqual({
      name: 'tiny',
      version: '1.2.3',
      files: ['dist', 'src'],
      exports: {
        './package.json': './package.json',
        '.': {
          import: { types: './dist/index.d.mts', default: './dist/index.mjs' },
          require: { types: './dist/index.d.ts', default: './dist/index.js' },
        },
      },
    });
  });

  it('leaves out tests, and what was built of sources that are gone', () => {
    for (const file of ['src/index.spec.ts', 'src/testing/builder.ts', 'dist/testing/builder.js']) write(file);
    for (const file of ['dist/gone.js', 'dist/gone.d.ts.map', 'dist/lib.tsbuildinfo']) write(file);
    assemble();
    expect(readdirSync(join(packageFolder(), 'dist')).sort()).toEqual([
      'index.d.mts',
      'index.d.ts',
      'index.js',
      'index.mjs',
    ]);
    expect(readdirSync(join(packageFolder(), 'src'))).toEqual(['index.ts']);
  });

  it('publishes test support that is an entry point, and its folder', () => {
    const testing = { types: './dist/testing/index.d.ts', default: './dist/testing/index.js' };
    write('package.json', JSON.stringify({ ...MANIFEST, exports: { ...MANIFEST.exports, './testing': testing } }));
    for (const file of ['src/testing/index.ts', 'dist/testing/index.js', 'dist/testing/index.d.ts']) write(file);
    assemble();

    expect(JSON.parse(read('package.json'))).toMatchObject({
      exports: {
        './testing': {
          import: { types: './dist/testing/index.d.mts', default: './dist/testing/index.mjs' },
          require: testing,
        },
      },
    });
    expect(existsSync(join(packageFolder(), 'src/testing/index.ts'))).toBe(true);
  });

  it('leaves out an entry point for the workspace alone', () => {
    const testing = { '@decouple/source': './src/testing/index.ts' };
    write('package.json', JSON.stringify({ ...MANIFEST, exports: { ...MANIFEST.exports, './testing': testing } }));
    write('src/testing/index.ts');
    assemble();

    expect(read('package.json')).not.toContain('testing');
    expect(existsSync(join(packageFolder(), 'src/testing'))).toBe(false);
  });

  it('begins with nothing, and adds the texts that every package has', () => {
    write('out/old.txt');
    write('README.md');
    assemble();
    expect(existsSync(join(packageFolder(), 'old.txt'))).toBe(false);
    expect(existsSync(join(packageFolder(), 'README.md'))).toBe(true);
  });

  it('refuses to leave out what the manifest promises', () => {
    write('package.json', JSON.stringify({ ...MANIFEST, files: ['dist', 'schemas'] }));
    expect(assemble).toThrow('tiny publishes "schemas", which is not there');
  });

  it('refuses exports that ES modules have no name for', () => {
    write('dist/index.js', 'exports["not-a-name"] = 1;');
    expect(assemble).toThrow('tiny: . exports not-a-name, which has no name in ESM.');
  });
});
