import type { Tree } from '@nx/devkit';
import { GeneratorInputError } from '../generator-input.error';

/** @throws GeneratorInputError when one of the files is there already; then none is created */
export function createFiles(tree: Tree, files: Readonly<Record<string, string>>): void {
  const existing = Object.keys(files).filter((path) => tree.exists(path));
  if (existing.length > 0) {
    throw new GeneratorInputError(
      `${existing.join(', ')} ${existing.length === 1 ? 'exists' : 'exist'} already. Nothing was written: ` +
        'choose another name, or delete the existing file first.',
    );
  }
  for (const [path, content] of Object.entries(files)) tree.write(path, content);
}
