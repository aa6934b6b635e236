import type { Tree } from '@nx/devkit';
import { GeneratorInputError } from '../generator-input.error';
import { type Names, namesOf } from '../names/names';
import { createFiles } from '../source/create-files';
import { addExport } from '../source/source-edits';
import { createAdapterProject } from './adapter-project';
import { adapterFile, adapterSpec } from './adapter.templates';
import { findPort, type Port } from './port';

export interface AdapterOptions {
  readonly port: string;
  readonly technology: string;
}

/** Folders of a context that hold no adapters of its ports, and names for adapters that come with the port. */
const NOT_TECHNOLOGIES = ['core', 'domain', 'management', 'nest', 'in-memory', 'memory'];

/**
 * @returns what to do next
 * @throws GeneratorInputError for a name that is none, a port that is not known or has no contract suite, or an adapter
 *   that exists
 * @throws AnchorMissingError when a file to wire looks different than expected
 */
export function generateAdapter(tree: Tree, options: AdapterOptions): string {
  const port = findPort(tree, namesOf(options.port, 'the name of a port', 'outbox-store'));
  const technology = namesOf(options.technology, 'a technology', 'redis');
  if (NOT_TECHNOLOGIES.includes(technology.kebab)) {
    throw new GeneratorInputError(
      `"${technology.kebab}" is not a technology to write an adapter for: name what keeps or carries the data, ` +
        'such as redis. In-memory adapters come with the port: npx nx g @decouple/tools:use-case … --port …',
    );
  }
  const home = `libs/${port.scope}/${technology.kebab}`;
  const isNew = !tree.exists(`${home}/package.json`);
  const file = `${port.names.kebab}/${technology.kebab}-${port.names.kebab}`;
  createFiles(tree, {
    [`${home}/src/${file}.ts`]: adapterFile(port, technology),
    [`${home}/src/${file}.spec.ts`]: adapterSpec(port, technology),
  });
  const name = technology.pascal + port.names.pascal;
  if (isNew) {
    createAdapterProject(tree, port, technology);
    tree.write(`${home}/src/index.ts`, `export { ${name} } from './${file}';\n`);
  } else {
    addExport(tree, `${home}/src/index.ts`, `./${file}`, [name]);
  }
  return nextStep(port, technology, `${home}/src/${file}.ts`, isNew);
}

function nextStep({ names }: Port, technology: Names, path: string, isNew: boolean): string {
  const install = isNew ? 'npm install --ignore-scripts && npx nx sync, then ' : '';
  return (
    `Next: ${install}write ${path}. It refuses every call until then, and its spec lists what ` +
    `${technology.pascal}${names.pascal} must keep as todo: give the contract suite a subject and let it run.`
  );
}
