import type { Tree } from '@nx/devkit';
import { GeneratorInputError } from '../generator-input.error';
import type { Names } from '../names/names';
import { type Member, membersOf, parametersOf } from '../source/source-edits';

const HOMES = [
  { scope: 'messaging', domain: 'core', package: '@decouple/messaging-core' },
  { scope: 'payments', domain: 'domain', package: '@decouple/payments-domain' },
  { scope: 'sales', domain: 'domain', package: '@decouple/sales-domain' },
] as const;

/** A port, where it stands, and what an adapter of it has to know. */
export interface Port {
  readonly names: Names;
  readonly scope: 'messaging' | 'payments' | 'sales';
  /** Folder of its project beside those of its adapters. */
  readonly domain: string;
  readonly package: string;
  readonly members: readonly Member[];
  /** The suite takes a statement of honest differences on top of name and factory. */
  readonly hasFeatures: boolean;
}

/** @throws GeneratorInputError when there is no such port, or no contract suite to hold an adapter against */
export function findPort(tree: Tree, names: Names): Port {
  const home = HOMES.find(({ domain, scope }) => portFile(tree, scope, domain, names) !== undefined);
  const file = home && portFile(tree, home.scope, home.domain, names);
  if (home === undefined || file === undefined) {
    throw new GeneratorInputError(`There is no port ${names.pascal}; those with a contract suite are ${known(tree)}.`);
  }
  const { domain, scope } = home;
  const suite = `describe${names.pascal}Contract`;
  const contract = `libs/${scope}/${domain}/src/testing/${names.kebab}.contract.ts`;
  const parameters = tree.exists(contract) ? parametersOf(tree, contract, suite) : undefined;
  if (parameters === undefined) {
    throw new GeneratorInputError(
      `The port ${names.pascal} has no contract suite that an adapter could be held against. Write ${suite} in ` +
        `${contract} first; ports that have one: ${known(tree)}.`,
    );
  }
  const members = membersOf(tree, file, names.pascal);
  return { names, ...home, members, hasFeatures: parameters > 2 };
}

/** A port is a file beside its consumers, in any folder of its project. */
function portFile(tree: Tree, scope: string, domain: string, { kebab }: Names): string | undefined {
  const source = `libs/${scope}/${domain}/src`;
  return tree
    .children(source)
    .map((folder) => `${source}/${folder}/${kebab}.port.ts`)
    .find((file) => tree.exists(file));
}

function known(tree: Tree): string {
  return HOMES.flatMap(({ domain, scope }) =>
    tree
      .children(`libs/${scope}/${domain}/src/testing`)
      .filter((file) => file.endsWith('.contract.ts'))
      .map((file) => file.replace('.contract.ts', '')),
  ).join(', ');
}
