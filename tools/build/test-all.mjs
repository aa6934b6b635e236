import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/**
 * `npm test`: every check of the workspace, and one line at the end that counts them. A failing check never stops the
 * others, and its output is shown in full; a passing one takes a line.
 */
const require = createRequire(import.meta.url);
require('./swc-register.cjs');
const { readNxRun } = require('../boundaries/src/test-report/nx-run.ts');
const { summary } = require('../boundaries/src/test-report/summary.ts');
const { tally } = require('../boundaries/src/test-report/tally.ts');

const workspace = resolve(import.meta.dirname, '../..');
const environment = { NX_DAEMON: 'false', ...process.env };
const startedAt = new Date();

const runs = [
  check('project references', 'nx', ['sync:check'], 'npx nx sync'),
  check('formatting', 'prettier', ['--check', '.'], 'npm run format'),
  ...checkProjects(['lint', 'typecheck', 'test', 'build', 'test-package']),
];
const result = tally(runs);
console.log(summary(runs, result, (Date.now() - startedAt.getTime()) / 1000));
process.exitCode = result.failed === 0 ? 0 : 1;

/** A check of the workspace as a whole; `again` is what helps after a failure. */
function check(name, command, args, again) {
  const { status, output } = run(command, args, 'pipe');
  const succeeded = status === 0;
  console.log(succeeded ? `✔  ${name}` : `\n✖  ${name}\n${output}`);
  return { name, succeeded, again };
}

/**
 * The targets of all projects. Nx prints as wanted by itself: a line per success, everything of a failure. Its own
 * check of the project references is skipped, because that was the first one here and would stop everything. One task
 * more than there are processors: the tests of whole systems mostly wait.
 */
function checkProjects(targets) {
  const { status } = run(
    'nx',
    [
      ...['run-many', '-t', ...targets, '--skipSync'],
      ...['--outputStyle=static-failures-only', `--parallel=${availableParallelism() + 1}`],
    ],
    'inherit',
  );
  const tasks = readNxRun(startedAt) ?? [];
  const explained = tasks.some(({ succeeded }) => !succeeded);
  if (tasks.length > 0 && (status === 0 || explained)) return tasks;
  return [...tasks, { name: 'nx run-many', succeeded: false, again: `npx nx run-many -t ${targets.join(' ')}` }];
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
