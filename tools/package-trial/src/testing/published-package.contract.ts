/// <reference types="jest" />
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { EmptyProject } from '../empty-project';
import { NodeRelease, oldestAllowed } from '../node-release';
import type { PackedPackage } from '../packed-package';

const WORKSPACE = resolve(__dirname, '../../../..');

/** What every published package has. */
const FILES = ['CHANGELOG.md', 'README.md', 'dist/index.d.mts', 'dist/index.d.ts', 'dist/index.js', 'dist/index.mjs'];

export interface Trial {
  readonly packed: PackedPackage;
  /** The package is installed there, and the consumers `plain.mjs`, `plain.cjs`, `typed.mts` and `typed.cts` are written. */
  readonly project: EmptyProject;
}

export interface PublishedPackage {
  readonly name: string;
  /** Its project in this workspace. */
  readonly folder: string;
  /** Packages that it depends on. */
  readonly dependencies: readonly string[];
  /** Everything that is installed with it. */
  readonly installed: readonly string[];
  /** Files that its readers need, besides those that all packages have. */
  readonly files: readonly string[];
  /** Files that the compiler needs beside the typed consumers. */
  readonly declarations: readonly string[];
  /** What each of the consumers prints. */
  readonly printed: string;
  /** So many names it exports at least, and so many source maps it has. */
  readonly atLeast: { readonly names: number; readonly maps: number };
}

/** Requirements of every published package. */
export function describePublishedPackage(expected: PublishedPackage, trial: () => Trial): void {
  const { atLeast, declarations, dependencies, files, folder, installed, name, printed } = expected;

  it('contains the files that it needs, and no others', () => {
    const { packed, project } = trial();
    expect(Object.keys(packed.manifest.dependencies ?? {})).toEqual(dependencies);
    expect(project.installed()).toEqual(installed);
  });

  it('has a manifest without complaints, in which nothing of this workspace is left', () => {
    const { packed, project } = trial();
    project.lintPackage(name);
    expect(JSON.stringify(packed.manifest)).not.toContain('@decouple/source');
    for (const field of ['private', 'scripts', 'nx', 'devDependencies'])
      expect(packed.manifest).not.toHaveProperty(field);
    expect(packed.manifest).toMatchObject({ sideEffects: false, license: 'Apache-2.0' });
  });

  it('holds what its readers need, and no test', () => {
    const { packed } = trial();
    expect(packed.files).toEqual(expect.arrayContaining([...FILES, ...files]));
    expect(packed.files.filter((file) => /\.spec\.|tsbuildinfo|testing/.test(file))).toEqual([]);
  });

  it('has maps that lead to sources in the package', () => {
    const { packed, project } = trial();
    const inPackage = (path: string): string => join(project.folder, 'node_modules', name, path);
    const maps = packed.files.filter((file) => file.endsWith('.map'));
    expect(maps.length).toBeGreaterThan(atLeast.maps);
    for (const map of maps) {
      const { sources } = JSON.parse(readFileSync(inPackage(map), 'utf8')) as { readonly sources: readonly string[] };
      for (const source of sources) expect(existsSync(join(dirname(inPackage(map)), source))).toBe(true);
    }
  });

  it.each(['plain.mjs', 'plain.cjs'])('serves plain JavaScript: %s', (file) => {
    expect(trial().project.run(file)).toBe(printed);
  });

  it('runs on the oldest Node that its manifest allows, in both module systems', () => {
    const { packed, project } = trial();
    const version = oldestAllowed(packed.manifest.engines?.node ?? '');
    const oldest = NodeRelease.install(version);
    project.write('version.cjs', 'console.log(process.version);');

    expect(project.run('version.cjs', oldest.executable)).toBe(`v${version}\n`);
    expect(project.run('plain.mjs', oldest.executable)).toBe(printed);
    expect(project.run('plain.cjs', oldest.executable)).toBe(printed);
    oldest.remove();
  });

  it('serves strict TypeScript that resolves as Node does, in both module systems', () => {
    const { project } = trial();
    project.compile('nodenext', 'typed.mts', 'typed.cts', ...declarations);
    expect(project.run('typed.mjs')).toBe(printed);
    expect(project.run('typed.cjs')).toBe(printed);
  });

  it('serves strict TypeScript that resolves as bundlers do', () => {
    trial().project.compile('bundler', 'typed.mts', ...declarations);
  });

  it('is one set of classes for both module systems, with every name in both', () => {
    const { project } = trial();
    project.write(
      'same.mjs',
      `import { createRequire } from 'node:module';
       import * as imported from '${name}';
       const required = createRequire(import.meta.url)('${name}');
       const names = [...new Set([...Object.keys(imported), ...Object.keys(required)])];
       const different = names.filter((name) => imported[name] !== required[name]);
       console.log(names.length > ${atLeast.names}, JSON.stringify(different));`,
    );
    expect(project.run('same.mjs')).toBe('true []\n');
  });

  it('refuses imports that are not entry points', () => {
    const { project } = trial();
    project.write('inside.mjs', `await import('${name}/dist/index.js');`);
    expect(() => project.run('inside.mjs')).toThrow('ERR_PACKAGE_PATH_NOT_EXPORTED');
  });

  it('cannot be published from the folder of its sources', () => {
    const publish = (): string =>
      execFileSync('npm', ['publish', '--dry-run'], { cwd: join(WORKSPACE, folder), encoding: 'utf8', stdio: 'pipe' });
    expect(publish).toThrow(/nx release publish/);
  });
}
