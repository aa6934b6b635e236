import { formatFiles, type GeneratorCallback, logger, type Tree } from '@nx/devkit';

/**
 * A generator in the form that Nx calls. Its files are formatted; its last line is printed once they are on the disk.
 *
 * @param generate writes to the tree and returns what to do next
 * @param followUp makes what follows from the files that were written; not in a dry run
 */
export function nxGenerator<Options>(generate: (tree: Tree, options: Options) => string, followUp?: () => void) {
  return async (tree: Tree, options: Options): Promise<GeneratorCallback> => {
    const next = generate(tree, options);
    await formatFiles(tree);
    return () => {
      followUp?.();
      logger.info(next);
    };
  };
}
