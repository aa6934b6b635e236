import { resolve } from 'node:path';
import type { Tree } from '@nx/devkit';
import { FsTree } from 'nx/src/generators/tree';

/** This workspace as generators see it. Nothing reaches the disk. */
export const workspaceTree = (): Tree => new FsTree(resolve(__dirname, '../../../..'), false);

/** What would be written, by path. */
export const changesOf = (tree: Tree): Record<string, string> =>
  Object.fromEntries(tree.listChanges().map(({ content, path }) => [path, content?.toString() ?? '']));
