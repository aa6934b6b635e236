import { formatFiles, type GeneratorCallback, logger, type Tree } from '@nx/devkit';

/**
 * A generator as Nx calls it: what it wrote is formatted, and its closing line is printed once it is on the disk.
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
