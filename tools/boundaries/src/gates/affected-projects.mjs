import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { createProjectGraphAsync } from '@nx/devkit';

/**
 * Reads a JSON list of files from stdin, and prints as JSON which projects `nx affected` would run for a change of each.
 * A process of its own: Nx loads the ESLint configuration with import(), which Jest's module system forbids. One process
 * for all files: `nx show projects --affected --files` answers the same, and computes the project graph for each.
 */
const require = createRequire(import.meta.url);
// Not in the exports of Nx, so it is loaded by its path: this is the code that `nx affected` itself runs.
const source = join(dirname(require.resolve('nx/package.json')), 'dist/src/project-graph');
const { filterAffected } = require(join(source, 'affected/affected-project-graph.js'));
const { WholeFileChange } = require(join(source, 'file-utils.js'));

const files = JSON.parse(await text(process.stdin));
const graph = await createProjectGraphAsync({ exitOnError: true });
const affected = {};
for (const file of files) {
  const { nodes } = await filterAffected(graph, [{ file, hash: '', getChanges: () => [new WholeFileChange()] }]);
  affected[file] = Object.keys(nodes).sort();
}
console.log(JSON.stringify(affected));
process.exit(0);
