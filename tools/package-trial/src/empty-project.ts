import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runIn } from './command';

/** How a consumer's TypeScript finds modules: as Node does, or as the bundlers do. */
export type Resolution = 'nodenext' | 'bundler';

const MODULE_KIND = { nodenext: 'nodenext', bundler: 'esnext' } as const;
const TYPESCRIPT = require.resolve('typescript/bin/tsc');
/** Through its API: its command is a script on some machines and a program on others. */
const BUNDLE = `require(${JSON.stringify(require.resolve('esbuild'))}).buildSync(JSON.parse(process.argv[1]))`;
const PUBLINT = join(dirname(require.resolve('publint')), 'cli.js');

/** A new project outside this workspace, with the packages that npm installs there. */
export class EmptyProject {
  private constructor(readonly folder: string) {}

  static create(): EmptyProject {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'decouple-empty-project-')));
    const project = new EmptyProject(folder);
    project.write('package.json', JSON.stringify({ name: 'other-project', version: '1.0.0', private: true }));
    return project;
  }

  /** @param packages tarballs, or names as npm takes them */
  install(...packages: readonly string[]): void {
    runIn(this.folder, 'npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', ...packages]);
  }

  /** Names of all installed packages, those that came along included. */
  installed(): readonly string[] {
    const lines = runIn(this.folder, 'npm', ['ls', '--all', '--parseable']).trim().split('\n');
    const marker = 'node_modules/';
    return lines
      .map((line) => line.replaceAll('\\', '/'))
      .filter((line) => line.includes(marker))
      .map((line) => line.slice(line.lastIndexOf(marker) + marker.length))
      .sort();
  }

  write(file: string, content: string): void {
    const path = join(this.folder, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }

  /**
   * Compiles with everything strict, declarations of packages included. `.mts` and `.cts` become `.mjs` and `.cjs` beside
   * themselves; nothing is written for bundlers, which compile themselves.
   *
   * @throws CommandFailedError with the compiler's complaints
   */
  compile(resolution: Resolution, ...files: readonly string[]): void {
    const compilerOptions = {
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      verbatimModuleSyntax: false,
      skipLibCheck: false,
      target: 'es2022',
      lib: ['es2023', 'dom'],
      types: [],
      module: MODULE_KIND[resolution],
      moduleResolution: resolution,
      noEmit: resolution === 'bundler',
      noEmitOnError: true,
    };
    this.write('tsconfig.json', JSON.stringify({ compilerOptions, files }));
    runIn(this.folder, process.execPath, [TYPESCRIPT, '--project', 'tsconfig.json', '--pretty', 'false']);
  }

  /** Bundles a file for browsers, with everything that it imports. */
  bundle(file: string, outfile: string): void {
    const options = { entryPoints: [file], outfile, bundle: true, platform: 'browser', format: 'esm' };
    runIn(this.folder, process.execPath, ['-e', BUNDLE, JSON.stringify(options)]);
  }

  /**
   * @param node the Node that runs it; the one of this process when absent
   * @returns what the program printed
   */
  run(file: string, node = process.execPath): string {
    return runIn(this.folder, node, [file]);
  }

  /** Judges an installed package's manifest; whatever it finds is an error. @throws CommandFailedError */
  lintPackage(name: string): void {
    runIn(this.folder, process.execPath, [PUBLINT, 'run', `node_modules/${name}`, '--strict', '--pack', 'false']);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
