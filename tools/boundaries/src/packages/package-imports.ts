import { isBuiltin } from 'node:module';
import { preProcessFile } from 'typescript';

/** Test frameworks whose functions are global: a file uses them through a reference to their types. */
const GLOBALS_OF = (name: string): readonly string[] => [name, `@types/${name}`];

/** The npm packages that a TypeScript source uses, sorted. Type-only imports count: published declarations need them. */
export function packagesUsedBy(source: string): readonly string[] {
  const { importedFiles, typeReferenceDirectives } = preProcessFile(source, true, true);
  const imported = importedFiles
    .map(({ fileName }) => fileName)
    .filter((specifier) => !specifier.startsWith('.') && !isBuiltin(specifier))
    .map(packageOf);
  const referenced = typeReferenceDirectives.flatMap(({ fileName }) => GLOBALS_OF(fileName));
  return [...new Set([...imported, ...referenced])].sort();
}

function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}
