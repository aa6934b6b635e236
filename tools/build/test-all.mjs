import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { PROJECT_TARGETS, WORKSPACE_CHECKS } from './checks.mjs';

/**
 * `npm test`: every check of the workspace, and one line at the end that counts them. A failing check never stops the
 * others, and its output is shown in full; a passing one takes a line.
 *
 * `npm run ci` is the same with `--affected`: the projects are those that the changes since the base can break. The base
 * is NX_BASE, or else the branch main.
 */
const require = createRequire(import.meta.url);
require('./swc-register.cjs');
const { readNxRun } = require('../boundaries/src/test-report/nx-run.ts');
const { summary } = require('../boundaries/src/test-report/summary.ts');
const { tally } = require('../boundaries/src/test-report/tally.ts');

const affected = process.argv.slice(2).includes('--affected');
const workspace = resolve(import.meta.dirname, '../..');
// CI: in CI no test may be skipped, and `npm run ci` makes the same checks on any machine.
const environment = { NX_DAEMON: 'false', ...process.env, ...(affected ? { CI: 'true' } : {}) };
const startedAt = performance.now();

const runs = [...WORKSPACE_CHECKS.map(checkWorkspace), ...checkProjects()];
const result = tally(runs);
console.log(summary(runs, result, (performance.now() - startedAt) / 1_000));
process.exitCode = result.failed === 0 ? 0 : 1;

function checkWorkspace({ name, command, args, again }) {
  const { status, output } = run(command, args, 'pipe');
  const succeeded = status === 0;
  console.log(succeeded ? `✔  ${name}` : `\n✖  ${name}\n${output}`);
  return { name, succeeded, again };
}

/**
 * The targets of the projects. Nx prints as wanted by itself: a line per success, everything of a failure. Its own check
 * of the project references is skipped, because that was the first one here and would stop everything. One task more than
 * there are processors: the tests of whole systems mostly wait.
 */
function checkProjects() {
  const command = affected ? 'affected' : 'run-many';
  const { status } = run(
    'nx',
    [
      ...[command, '-t', ...PROJECT_TARGETS, '--skipSync'],
      ...['--outputStyle=static-failures-only', `--parallel=${availableParallelism() + 1}`],
    ],
    'inherit',
  );
  const tasks = readNxRun(startedAt) ?? [];
  const explained = tasks.some(({ succeeded }) => !succeeded);
  // A change may affect no project, and every workspace has some.
  const sufficient = affected || tasks.length > 0;
  if ((status === 0 && sufficient) || explained) return tasks;
  return [
    ...tasks,
    { name: `nx ${command}`, succeeded: false, again: `npx nx ${command} -t ${PROJECT_TARGETS.join(' ')}` },
  ];
}

/** From the workspace's own packages, wherever this was started. */
function run(command, args, output) {
  const manifest = require.resolve(`${command}/package.json`);
  const { bin } = require(manifest);
  const script = join(dirname(manifest), typeof bin === 'string' ? bin : bin[command]);
  const ended = spawnSync(process.execPath, [script, ...args], {
    cwd: workspace,
    env: environment,
    stdio: ['ignore', output, output],
    encoding: 'utf8',
  });
  if (ended.error) throw ended.error;
  return { status: ended.status, output: `${ended.stdout ?? ''}${ended.stderr ?? ''}` };
}
