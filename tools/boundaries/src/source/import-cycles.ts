import { dirname, join, normalize } from 'node:path/posix';
import { preProcessFile } from 'typescript';

/** Which files each file imports by a relative path. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>;

/**
 * Reads the relative imports, re-exports and dynamic imports of each file. Type-only imports count: two files that need
 * each other's types are one idea in two places, and one edit turns the type into a value.
 */
export function importGraph(files: readonly string[], read: (file: string) => string): ImportGraph {
  const known = new Set(files);
  const resolve = (from: string, specifier: string): string[] => {
    const target = normalize(join(dirname(from), specifier)).replace(/\.js$/, '');
    return [target, `${target}.ts`, `${target}.tsx`, `${target}/index.ts`]
      .filter((candidate) => known.has(candidate))
      .slice(0, 1);
  };
  return new Map(
    files.map((file) => [
      file,
      preProcessFile(read(file), true, true)
        .importedFiles.map(({ fileName }) => fileName)
        .filter((specifier) => specifier.startsWith('.'))
        .flatMap((specifier) => resolve(file, specifier)),
    ]),
  );
}

/** Each cycle once, as the chain of files that returns to its first. */
export function importCycles(graph: ImportGraph): string[][] {
  const cycles: string[][] = [];
  const finished = new Set<string>();
  const trail: string[] = [];

  const visit = (file: string): void => {
    const seenAt = trail.indexOf(file);
    if (seenAt >= 0) cycles.push([...trail.slice(seenAt), file]);
    if (seenAt >= 0 || finished.has(file)) return;
    trail.push(file);
    (graph.get(file) ?? []).forEach(visit);
    trail.pop();
    finished.add(file);
  };

  [...graph.keys()].forEach(visit);
  return cycles;
}

const IS_BARREL = /\/index\.ts$/;
const IS_TEST = /\.spec\.tsx?$|\/testing\//;
const IS_FOLDER_OF_SOURCE = /^(libs|apps)\/.*\/src\/./;

/**
 * Which folders each folder of the libraries and applications imports. Test code and barrels import from everywhere and
 * are left out, as are the files directly in `src`, which belong to the project as a whole.
 */
export function folderGraph(graph: ImportGraph): ImportGraph {
  const folders = new Map<string, string[]>();
  for (const [file, targets] of graph) {
    if (IS_BARREL.test(file) || IS_TEST.test(file)) continue;
    const others = targets.map((target) => dirname(target)).filter((folder) => folder !== dirname(file));
    folders.set(dirname(file), [...(folders.get(dirname(file)) ?? []), ...others]);
  }
  return new Map(
    [...folders]
      .filter(([folder]) => IS_FOLDER_OF_SOURCE.test(folder))
      .map(([folder, targets]) => [folder, targets.filter((target) => IS_FOLDER_OF_SOURCE.test(target))]),
  );
}
