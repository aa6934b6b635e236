const { execFileSync } = require('node:child_process');
const { delimiter, join, relative } = require('node:path');
const { readdirSync, readFileSync } = require('node:fs');
const js = require('@nx/js/src/release/version-actions');

/**
 * Version actions of `nx release`: as for any npm package; then it keeps the released contracts in
 * the commit that releases them. A change that breaks the previous release fails here, before the commit.
 */
module.exports = { default: js.default, afterAllProjectsVersioned };

const CONTRACTS = 'libs/contracts';

async function afterAllProjectsVersioned(workspace, options) {
  const { changedFiles, deletedFiles } = await js.afterAllProjectsVersioned(workspace, options);
  // A dry run does not change the manifest, so there is no new version to keep: it only checks.
  runEvolution(workspace, options.dryRun ? 'check' : 'keep');
  return { changedFiles: [...changedFiles, ...keptFiles(workspace)], deletedFiles };
}

function runEvolution(workspace, command) {
  // By the workspace's own Node: the one that runs Nx may be too old to load TypeScript.
  const PATH = [join(workspace, 'node_modules/.bin'), process.env.PATH].join(delimiter);
  const hook = join(workspace, 'tools/build/swc-register.cjs');
  const program = join(workspace, 'tools/contracts/src/evolution/main.ts');
  execFileSync('node', ['-r', hook, program, command], {
    cwd: workspace,
    env: { ...process.env, PATH },
    stdio: 'inherit',
  });
}

function keptFiles(workspace) {
  const { version } = JSON.parse(readFileSync(join(workspace, CONTRACTS, 'package.json'), 'utf8'));
  const folder = join(workspace, CONTRACTS, 'released', version);
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(workspace, join(entry.parentPath, entry.name)));
}
