import { resolve } from 'node:path';
import { freePort } from '../ports/free-port';
import type { ProcessExit } from '../process/process-exit';
import type { RequestCounts } from './fauxqs-messages';
import { FauxqsProcess } from './fauxqs-process';

export interface SqsServerOptions {
  /** Default: a free port. Later starts of the same object keep it. */
  readonly port?: number;
  /** Keeps queues and messages across restarts. In memory when absent: faster, and empty after every start. */
  readonly dataDir?: string;
  readonly region?: string;
  /** Nothing is logged when absent; the start's own errors are always part of the error thrown. */
  readonly logFile?: string;
}

const STOP_WITHIN_MS = 5_000;

/** An SQS-compatible server on 127.0.0.1, in a process of its own. It has no queues: applications create theirs. */
export class SqsServer {
  private chosenPort: number | undefined;
  private process: FauxqsProcess | undefined;
  private acceptedKeys: readonly string[] | null = null;

  constructor(private readonly options: SqsServerOptions = {}) {
    this.chosenPort = options.port;
  }

  get port(): number {
    if (this.chosenPort === undefined) throw new Error('The port is known once the server has been started.');
    return this.chosenPort;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get running(): boolean {
    return this.process?.running ?? false;
  }

  /** The server process's id, while it runs or after. */
  get pid(): number | undefined {
    return this.process?.child.pid;
  }

  /** The end of the current run, wanted or not. */
  get exited(): Promise<ProcessExit> {
    if (!this.process) throw new Error('The server has not been started.');
    return this.process.exited;
  }

  /** Requests since the last start, by operation: `SendMessageBatch`. */
  async requestCounts(): Promise<RequestCounts> {
    if (!this.process) throw new Error('The server has not been started.');
    return this.process.requestCounts();
  }

  /** Only requests that are signed with one of these access keys are answered from now on, also after a restart. */
  acceptOnly(acceptedKeys: readonly string[]): void {
    this.acceptedKeys = acceptedKeys;
    this.process?.acceptOnly(acceptedKeys);
  }

  async start(): Promise<void> {
    if (this.running) return;
    const port = (this.chosenPort ??= await freePort());
    const { dataDir, logFile, region } = this.options;
    this.process = await FauxqsProcess.start({
      port,
      region: region ?? 'eu-central-1',
      dataDir: dataDir === undefined ? null : resolve(dataDir),
      acceptedKeys: this.acceptedKeys,
      logFile,
    });
  }

  /** Does nothing when the server does not run. */
  async stop(): Promise<void> {
    await this.process?.stop('SIGTERM', STOP_WITHIN_MS);
  }

  async kill(): Promise<void> {
    await this.process?.kill();
  }

  /** Same port; same queues and messages if they are kept. */
  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }
}
