import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '@nx/devkit';
import { folderGraph, importCycles, importGraph } from './import-cycles';
import { typescriptFiles } from './source-files';

function cyclesOf(sources: Record<string, string>): string[][] {
  return importCycles(importGraph(Object.keys(sources), (file) => sources[file] ?? ''));
}

describe('import cycles', () => {
  it('finds a cycle over three files and names the whole chain', () => {
    const sources = {
      'libs/a/one.ts': "import { two } from './two';",
      'libs/a/two.ts': "export * from './deep/three.js';",
      'libs/a/deep/three.ts': "import '../one';",
    };
    expect(cyclesOf(sources)).toEqual([['libs/a/one.ts', 'libs/a/two.ts', 'libs/a/deep/three.ts', 'libs/a/one.ts']]);
  });

  it('finds a cycle through a folder index, a type import and a dynamic import', () => {
    const sources = {
      'libs/a/index.ts': "export * from './one';",
      'libs/a/one.ts': "import type { Two } from './two';",
      'libs/a/two.ts': "const later = () => import('.');",
    };
    expect(cyclesOf(sources)).toHaveLength(1);
  });

  it('accepts two ways to the same file', () => {
    const sources = {
      'libs/a/one.ts': "import './two'; import './three';",
      'libs/a/two.ts': "import './three';",
      'libs/a/three.ts': "import 'libs/a/one';",
    };
    expect(cyclesOf(sources)).toEqual([]);
  });

  it('finds none in this workspace', () => {
    const files = typescriptFiles();
    expect(files.length).toBeGreaterThan(0);
    expect(importCycles(importGraph(files, (file) => readFileSync(join(workspaceRoot, file), 'utf8')))).toEqual([]);
  });
});

describe('import cycles between folders', () => {
  const cyclesBetweenFoldersOf = (sources: Record<string, string>): string[][] =>
    importCycles(folderGraph(importGraph(Object.keys(sources), (file) => sources[file] ?? '')));

  it('finds two folders whose files import each other, though no file is in a cycle', () => {
    const sources = {
      'libs/a/src/one/first.ts': "import '../two/second';",
      'libs/a/src/two/second.ts': '',
      'libs/a/src/two/third.ts': "import type { Fourth } from '../one/fourth';",
      'libs/a/src/one/fourth.ts': '',
    };
    expect(cyclesBetweenFoldersOf(sources)).toEqual([['libs/a/src/one', 'libs/a/src/two', 'libs/a/src/one']]);
  });

  it('finds a folder of an application and its subfolder that import each other', () => {
    const sources = {
      'apps/a/src/one/first.ts': "import './deep/second';",
      'apps/a/src/one/deep/second.ts': "import '../third';",
      'apps/a/src/one/third.ts': '',
    };
    expect(cyclesBetweenFoldersOf(sources)).toHaveLength(1);
  });

  it('leaves out specs, testing folders, barrels and the files directly in src', () => {
    const sources = {
      'libs/a/src/one/first.ts': "import '../two';",
      'libs/a/src/two/second.ts': "import '../token';",
      'libs/a/src/token.ts': "import './one/first';",
      'libs/a/src/two/index.ts': "export * from '../one/first';",
      'libs/a/src/two/second.spec.ts': "import '../one/first';",
      'libs/a/src/two/testing/builder.ts': "import '../../one/first';",
    };
    expect(cyclesBetweenFoldersOf(sources)).toEqual([]);
  });

  it('finds none in this workspace', () => {
    const files = typescriptFiles();
    const graph = folderGraph(importGraph(files, (file) => readFileSync(join(workspaceRoot, file), 'utf8')));
    expect(graph.size).toBeGreaterThan(0);
    expect(importCycles(graph)).toEqual([]);
  });
});
