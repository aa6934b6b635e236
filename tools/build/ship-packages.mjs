import { cp, readFile } from 'node:fs/promises';
import { findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * Copies packages and everything they depend on, as installed from the lock file, into a node_modules folder. Flat,
 * because each name has one version among them; two versions of one name are refused rather than mixed up.
 */
export async function shipPackages(names, nodeModules) {
  const shipped = new Map();
  const waiting = names.map((name) => ({ name, requiredBy: import.meta.filename }));

  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const manifest = findPackageJSON(next.name, next.requiredBy);
    if (!manifest) throw new Error(`${next.name} is not installed, but ${next.requiredBy} depends on it.`);
    const before = shipped.get(next.name);
    if (before === manifest) continue;
    if (before) throw new Error(`Two versions of ${next.name} are needed: ${before} and ${manifest}.`);

    shipped.set(next.name, manifest);
    const { dependencies = {} } = JSON.parse(await readFile(manifest, 'utf8'));
    waiting.push(...Object.keys(dependencies).map((name) => ({ name, requiredBy: manifest })));
    await copyPackage(dirname(manifest), join(nodeModules, next.name));
  }
}

/** Without nested node_modules, which are separate packages, and without source maps, which are not served. */
function copyPackage(from, to) {
  const unwanted = join(from, 'node_modules');
  return cp(from, to, { recursive: true, filter: (path) => path !== unwanted && !path.endsWith('.map') });
}
