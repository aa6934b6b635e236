import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '@nx/devkit';

const CODE_FOLDERS = ['apps', 'libs', 'tools'];
const GENERATED = new Set(['node_modules', 'dist', 'out-tsc', 'coverage', 'test-output', '.local']);

/** All paths below apps, libs and tools, files and folders, relative to the workspace; generated ones left out. */
export function workspacePaths(): string[] {
  return CODE_FOLDERS.flatMap((folder) => [folder, ...pathsBelow(folder)]);
}

/** The TypeScript sources among them. */
export function typescriptFiles(): string[] {
  return workspacePaths().filter((path) => /\.tsx?$/.test(path));
}

function pathsBelow(folder: string): string[] {
  return readdirSync(join(workspaceRoot, folder), { withFileTypes: true })
    .filter((entry) => !GENERATED.has(entry.name))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      return entry.isDirectory() ? [path, ...pathsBelow(path)] : [path];
    });
}
