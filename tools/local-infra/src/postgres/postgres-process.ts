import { spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import { endWithOwner } from '../process/end-with-owner';
import { openLogFile } from '../process/log-file';
import { logTail } from '../process/log-tail';
import { OwnedProcess } from '../process/owned-process';
import { isProcessAlive } from '../process/process-alive';
import { describeExit } from '../process/process-exit';
import { childrenOf } from '../process/process-table';
import { waitUntil } from '../process/wait-until';
import { makeWayForServer, reportsReady } from './postmaster-file';
import { serverProgramEnvironment } from './run-program';
import type { ServerAccount } from './server-account';

/** Recovery after a crash may read much log; a plain start takes well under a second. */
const READY_WITHIN_MS = 60_000;
const FAST_SHUTDOWN_WITHIN_MS = 20_000;
const KILLED_WITHIN_MS = 5_000;

export interface PostgresProcessOptions {
  readonly program: string;
  readonly dataDir: string;
  readonly port: number;
  readonly settings: Record<string, string>;
  readonly account: ServerAccount | undefined;
  readonly logFile: string;
}

/** One run of the server program. It ends with this process, even when this process is killed. */
export class PostgresProcess extends OwnedProcess {
  static async start(options: PostgresProcessOptions): Promise<PostgresProcess> {
    await makeWayForServer(options.dataDir);
    const run = new PostgresProcess(launch(options));
    const watch = run.child.pid === undefined ? undefined : endWithOwner(run.child.pid, 'INT');
    run.child.once('exit', () => watch?.release());
    await run.becomeReady(options);
    run.letGo();
    return run;
  }

  /** Fast shutdown: clients are disconnected, everything committed is on disk. */
  async shutDown(): Promise<void> {
    await this.stop('SIGINT', FAST_SHUTDOWN_WITHIN_MS);
  }

  /** What a power cut of the server machine looks like to its clients. Returns when no process of it is left. */
  async crash(): Promise<void> {
    const backends = this.running ? childrenOf(this.pid) : [];
    await this.kill();
    for (const pid of backends) killIfAlive(pid);
    await waitUntil(() => !backends.some(isProcessAlive), { timeoutMs: KILLED_WITHIN_MS });
  }

  private async becomeReady({ dataDir, program, port, logFile }: PostgresProcessOptions): Promise<void> {
    const ready = await waitUntil(() => !this.running || reportsReady(dataDir, this.pid), {
      timeoutMs: READY_WITHIN_MS,
      everyMs: 10,
    });
    if (ready && this.running) return;
    await this.kill();
    const what = ready ? describeExit(await this.exited) : `was not ready after ${READY_WITHIN_MS / 1000} s`;
    throw new Error(
      `PostgreSQL on port ${port} ${what}. Its log (${logFile}) ends with:\n${logTail(logFile)}\n(program: ${program})`,
    );
  }
}

function launch({ program, dataDir, port, settings, account, logFile }: PostgresProcessOptions) {
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const log = openLogFile(logFile);
  try {
    return spawn(program, ['-D', dataDir, '-p', String(port), ...flags], {
      ...account,
      cwd: '/',
      // a process group of its own: Ctrl-C in a terminal is for the applications, the database ends after them
      detached: true,
      env: serverProgramEnvironment(),
      stdio: ['ignore', log, log],
    });
  } finally {
    closeSync(log);
  }
}

function killIfAlive(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error; // ended by itself, as it should
  }
}
