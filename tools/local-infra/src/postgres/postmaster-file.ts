import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isProcessAlive } from '../process/process-alive';
import { commandLineOf } from '../process/process-table';
import { waitUntil } from '../process/wait-until';

/** A shutdown that is under way when we come is given this long. */
const SHUTDOWN_WITHIN_MS = 15_000;
/** If its launcher was just killed, the server may not have started yet. */
const SHUTDOWN_BEGINS_WITHIN_MS = 1_000;
const STATUS_LINE = 7;

/** Whether the server `pid` accepts connections: it writes so into its lock file, which is where pg_ctl reads it too. */
export function reportsReady(dataDir: string, pid: number): boolean {
  return Number(lockLines(dataDir)[0]) === pid && reports(dataDir, 'ready');
}

const reports = (dataDir: string, status: 'ready' | 'stopping'): boolean =>
  lockLines(dataDir)[STATUS_LINE]?.trim() === status;

/**
 * Clears the way for a server on `dataDir` when an earlier one was killed.
 * @throws when a server runs on it
 */
export async function makeWayForServer(dataDir: string): Promise<void> {
  const free = (): boolean => runningServer(dataDir) === undefined;
  await waitUntil(() => free() || reports(dataDir, 'stopping'), { timeoutMs: SHUTDOWN_BEGINS_WITHIN_MS });
  if (reports(dataDir, 'stopping')) await waitUntil(free, { timeoutMs: SHUTDOWN_WITHIN_MS });
  const pid = runningServer(dataDir);
  if (pid !== undefined)
    throw new Error(
      `PostgreSQL (process ${pid}) already runs on ${dataDir}, and two servers on one data folder would destroy it. ` +
        `If nothing uses that server any more, end it with "kill -INT ${pid}", then try again.`,
    );
  disownStaleLock(dataDir);
}

function runningServer(dataDir: string): number | undefined {
  const pid = Number(lockLines(dataDir)[0]);
  if (!(pid > 0) || pid === process.pid || !isProcessAlive(pid)) return undefined;
  return commandLineOf(pid)?.includes(dataDir) ? pid : undefined;
}

/**
 * A dead server's id may meanwhile belong to something else (every container start begins with the same ids), and
 * PostgreSQL would take that for a running server. It ignores its own parent's id, so we write ours. The file is not
 * removed: its other lines let PostgreSQL notice processes of the dead server that still write.
 */
function disownStaleLock(dataDir: string): void {
  const [stale, ...rest] = lockLines(dataDir);
  if (stale !== undefined) writeFileSync(lockFile(dataDir), [process.pid, ...rest].join('\n'));
}

const lockFile = (dataDir: string): string => join(dataDir, 'postmaster.pid');

function lockLines(dataDir: string): string[] {
  try {
    return readFileSync(lockFile(dataDir), 'utf8').split('\n');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
