import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheDir } from '@nx/devkit';
import type { CheckRun } from './tally';

interface NxTask {
  readonly taskId: string;
  readonly target: string;
  readonly projectName: string;
  readonly hash: string;
  readonly cacheStatus: string;
  readonly status: number;
}

/**
 * What the last `nx run-many` did, read from the record that Nx leaves in its cache folder. A task's output is there
 * whether the task ran or was replayed from the cache, so both count alike.
 *
 * @param since a record older than this is of another run
 * @returns `undefined` if there is no record of a run since then: Nx did not come far enough to write one
 */
export function readNxRun(since: Date, folder = cacheDir): CheckRun[] | undefined {
  const record = join(folder, 'run.json');
  if (!existsSync(record)) return undefined;
  const { run, tasks } = JSON.parse(readFileSync(record, 'utf8')) as { run: { startTime: string }; tasks: NxTask[] };
  if (new Date(run.startTime) < since) return undefined;
  return tasks.map(({ taskId, target, projectName, hash, cacheStatus, status }) => {
    const output = join(folder, 'terminalOutputs', hash);
    return {
      name: taskId,
      succeeded: status === 0,
      fromCache: cacheStatus !== 'cache-miss',
      again: `npx nx ${target} ${projectName}`,
      output: existsSync(output) ? readFileSync(output, 'utf8') : '',
    };
  });
}
