import type { ProjectGraph } from '@nx/devkit';

type Arrow = readonly [source: string, target: string];

const SHOWN_FOLDERS = ['apps/', 'libs/'];

/** Tests look at the system from outside; they are no component of it. */
const TEST_TAG = 'type:e2e';

/**
 * Applications and libraries as a Mermaid flowchart. An arrow is a dependency. A dependency that other arrows imply is
 * left out: with a -> b -> c, a -> c is not drawn.
 */
export function componentView({ nodes, dependencies }: ProjectGraph): string {
  const shown = Object.values(nodes)
    .filter(({ data }) => SHOWN_FOLDERS.some((folder) => data.root.startsWith(folder)))
    .filter(({ data }) => !(data.tags ?? []).includes(TEST_TAG));
  const names = shown.map(({ name }) => name).sort();
  const targetsOf = (source: string): string[] =>
    (dependencies[source] ?? []).map(({ target }) => target).filter((target) => names.includes(target));
  const lines = [...groups(shown), ...withoutImplied(names, targetsOf).map((arrow) => `  ${arrow.join(' --> ')}`)];
  return ['flowchart TD', ...lines].join('\n');
}

/** One subgraph for each folder below `apps` and `libs` that has several projects. */
function groups(projects: readonly { name: string; data: { root: string } }[]): string[] {
  const folders = new Map<string, string[]>();
  for (const { name, data } of projects) {
    const [top = '', second = ''] = data.root.split('/');
    const folder = top === 'apps' ? top : second;
    folders.set(folder, [...(folders.get(folder) ?? []), name].sort());
  }
  return [...folders.keys()].sort().flatMap((folder) => {
    const names = folders.get(folder) ?? [];
    if (names.length === 1) return names.map((name) => `  ${name}`);
    return [`  subgraph ${folder}`, ...names.map((name) => `    ${name}`), '  end'];
  });
}

function withoutImplied(names: readonly string[], targetsOf: (source: string) => readonly string[]): Arrow[] {
  const reachable = (source: string, seen = new Set<string>()): Set<string> => {
    for (const target of targetsOf(source)) if (!seen.has(target)) reachable(target, seen.add(target));
    return seen;
  };
  return names.flatMap((source) => {
    const targets = [...new Set(targetsOf(source))].sort();
    return targets
      .filter((target) => !targets.some((other) => other !== target && reachable(other).has(target)))
      .map((target): Arrow => [source, target]);
  });
}
