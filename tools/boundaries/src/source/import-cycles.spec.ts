import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '@nx/devkit';
import { importCycles, importGraph } from './import-cycles';
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
