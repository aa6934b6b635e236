import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, createWriteStream, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { visibleText } from '@decouple/platform/terminal';
import { openLogFile } from '../process/log-file';
import { OutputTail } from '../process/output-tail';
import { OwnedProcess } from '../process/owned-process';
import { describeExit, type ProcessExit } from '../process/process-exit';
import { waitUntil } from '../process/wait-until';
import { TYPESCRIPT_LOADER, WORKSPACE_ROOT } from '../workspace';
import { MANAGEMENT_PORT_VARIABLE, PORT_VARIABLE, type ApplicationName } from './application-name';

export interface AppProcessOptions {
  readonly application: ApplicationName;
  /** Added to this process's own; must contain the application's port. See applicationEnvironment(). */
  readonly environment: Record<string, string>;
  /** `source` (default) compiles as it loads; `bundle` runs what `nx build` wrote to dist/apps. */
  readonly from?: 'source' | 'bundle';
  /** The clone whose application it is; default: this one. */
  readonly workspace?: string;
  /** Modules that are loaded before the application; only with `from: 'source'`. */
  readonly preload?: readonly string[];
  /** Write each line of output to stdout behind this prefix. */
  readonly linePrefix?: string;
  /** Append all output to this file. */
  readonly logFile?: string;
  /**
   * The process writes to `logFile` itself, as in production, instead of through this one: a measured process must not wait
   * for a reader. Errors then show no output.
   */
  readonly writesLogItself?: boolean;
}

const READY_WITHIN_MS = 120_000;
/** Longer than an application needs to give up by itself: its grace of 20 s, and 5 s to close. */
const DRAINED_WITHIN_MS = 40_000;
const HEALTH_ANSWER_WITHIN_MS = 2_000;

/** One of our applications, running as the real separate process that it is in production. */
export class AppProcess {
  readonly name: ApplicationName;
  /** Base URL of its HTTP server. */
  readonly url: string;
  /** Base URL of its server for operators. */
  readonly managementUrl: string;
  private readonly output: OutputTail;
  private readonly process: OwnedProcess;

  private constructor(options: AppProcessOptions) {
    this.name = options.application;
    this.url = `http://127.0.0.1:${options.environment[PORT_VARIABLE[this.name]]}`;
    this.managementUrl = `http://127.0.0.1:${options.environment[MANAGEMENT_PORT_VARIABLE]}`;
    const prefix = options.linePrefix;
    this.output = new OutputTail(
      (line) => prefix !== undefined && process.stdout.write(`${prefix}${visibleText(line)}\n`),
    );
    this.process = new OwnedProcess(launch(options));
    this.capture(options.writesLogItself === true ? undefined : options.logFile);
  }

  /** Returns at once: wait for {@link ready}. */
  static start(options: AppProcessOptions): AppProcess {
    return new AppProcess(options);
  }

  get pid(): number {
    return this.process.pid;
  }

  get running(): boolean {
    return this.process.running;
  }

  /** Resolves when the process has ended, for whatever reason; never rejects. */
  get exited(): Promise<ProcessExit> {
    return this.process.exited;
  }

  /** The last lines that it wrote to stdout and stderr. */
  outputTail(lines?: number): string {
    return this.output.last(lines);
  }

  /**
   * Resolves when `GET /health/ready` answers 200.
   * @throws with the output's last lines, at once when the process ends, or after `timeoutMs`
   */
  async ready(timeoutMs = READY_WITHIN_MS): Promise<void> {
    const settled = await waitUntil(async () => !this.running || (await this.isReady()), { timeoutMs, everyMs: 50 });
    if (settled && this.running) return;
    const what = this.running ? `is not ready after ${timeoutMs / 1000} s` : describeExit(await this.exited);
    throw new Error(`${this.name} ${what}. Its output ends with:\n${this.outputTail(30)}`);
  }

  /** Whether it is ready. */
  async isReady(): Promise<boolean> {
    try {
      const answer = await fetch(`${this.url}/health/ready`, { signal: AbortSignal.timeout(HEALTH_ANSWER_WITHIN_MS) });
      await answer.body?.cancel();
      return answer.status === 200;
    } catch {
      return false; // not listening yet, or too busy to answer
    }
  }

  /** Asks it to drain and end; SIGKILL when it has not after `graceMs`. */
  async stop(signal: NodeJS.Signals = 'SIGTERM', graceMs = DRAINED_WITHIN_MS): Promise<ProcessExit> {
    this.resume();
    return this.process.stop(signal, graceMs);
  }

  async kill(): Promise<ProcessExit> {
    return this.process.kill();
  }

  /** Sends a message over the IPC channel; one for a process that has ended is dropped. */
  send(message: object): void {
    if (this.process.child.connected) this.process.child.send(message, () => undefined);
  }

  /** Freezes it in the middle of whatever it does, as an overloaded machine or a long garbage collection would. */
  pause(): void {
    this.process.signal('SIGSTOP');
  }

  resume(): void {
    this.process.signal('SIGCONT');
  }

  private capture(logFile: string | undefined): void {
    const { stdout, stderr } = this.process.child;
    for (const stream of [stdout, stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => this.output.append(text));
    void this.exited.then(() => this.output.finish());
    if (logFile === undefined) return;
    mkdirSync(dirname(logFile), { recursive: true });
    const log = createWriteStream(logFile, { flags: 'a' });
    for (const stream of [stdout, stderr]) stream?.pipe(log, { end: false });
    void this.exited.then(() => log.end());
  }
}

/**
 * Flags of Node for a bundle in production; the Dockerfile has the same. The old generation is bounded, so that memory stays
 * below 300 MB under any load. A young generation of 16 MB holds the data of the payments in progress, which then does not
 * reach the old generation. No source maps: the bundle is readable, and its map takes 200 MB once a stack is printed.
 */
export const PRODUCTION_FLAGS: readonly string[] = ['--max-old-space-size=256', '--max-semi-space-size=16'];

function launch({
  application,
  environment,
  from,
  logFile,
  preload = [],
  workspace = WORKSPACE_ROOT,
  writesLogItself = false,
}: AppProcessOptions): ChildProcess {
  const program =
    from === 'bundle'
      ? [...PRODUCTION_FLAGS, join(workspace, 'dist/apps', application, 'main.js')]
      : [
          ...['--enable-source-maps', '-r', TYPESCRIPT_LOADER],
          ...preload.flatMap((path) => ['-r', path]),
          join(workspace, 'apps', application, 'src/main.ts'),
        ];
  const log = writesLogItself && logFile !== undefined ? openLogFile(logFile) : undefined;
  const output = log ?? 'pipe';
  const child = spawn(process.execPath, program, {
    cwd: join(workspace, 'apps', application),
    env: { ...process.env, ...environment, STOP_WITH_PARENT: 'true' },
    // a separate process group: it gets Ctrl-C once, through the process that started it
    detached: true,
    stdio: ['ignore', output, output, 'ipc'],
  });
  if (log !== undefined) closeSync(log);
  return child;
}
