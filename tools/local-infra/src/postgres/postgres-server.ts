import { dirname, join, resolve } from 'node:path';
import { freePort } from '../ports/free-port';
import type { ProcessExit } from '../process/process-exit';
import { createDatabase } from './create-database';
import { dataFolder } from './data-folder';
import { initializeData, isInitialized } from './initialize-data';
import { postgresBinaries } from './postgres-binaries';
import { PostgresProcess } from './postgres-process';
import { serverAccount } from './server-account';
import { serverSettings } from './server-settings';

export interface PostgresServerOptions {
  readonly dataDir: string;
  /** Default: a free port. Later starts of the same object keep it. */
  readonly port?: number;
  /** Default true. False only for throwaway test databases: see {@link serverSettings}. */
  readonly durable?: boolean;
  /** Default: `postgres.log` beside the data folder. */
  readonly logFile?: string;
  /** Further postgresql.conf settings. */
  readonly settings?: Record<string, string>;
  /** Told before each step that may take a while. */
  readonly onProgress?: (step: string) => void;
}

const USER = 'postgres';
/** The server listens on loopback only; the password keeps its use as close to a real server's as possible. */
const PASSWORD = 'postgres';

/** A PostgreSQL 18 server on 127.0.0.1, run straight from the binaries of the npm package. */
export class PostgresServer {
  /** Differs from the wanted folder only when root's server cannot enter that one. */
  readonly dataDir: string;
  readonly logFile: string;
  private readonly account = serverAccount();
  private readonly durable: boolean;
  private chosenPort: number | undefined;
  private process: PostgresProcess | undefined;

  constructor(private readonly options: PostgresServerOptions) {
    const wanted = resolve(options.dataDir);
    this.dataDir = dataFolder(wanted, this.account);
    this.logFile = options.logFile ?? join(dirname(wanted), 'postgres.log');
    this.durable = options.durable ?? true;
    this.chosenPort = options.port;
  }

  get port(): number {
    if (this.chosenPort === undefined) throw new Error('The port is known once the server has been started.');
    return this.chosenPort;
  }

  /** The server process's id, while it runs or after. */
  get pid(): number | undefined {
    return this.process?.child.pid;
  }

  get running(): boolean {
    return this.process?.running ?? false;
  }

  /** The end of the current run, wanted or not. */
  get exited(): Promise<ProcessExit> {
    if (!this.process) throw new Error('The server has not been started.');
    return this.process.exited;
  }

  async start(): Promise<void> {
    if (this.running) return;
    const { initdb, postgres: program } = postgresBinaries(this.account);
    const { dataDir, account, durable, logFile } = this;
    if (!isInitialized(dataDir)) {
      this.options.onProgress?.('creating the PostgreSQL data folder (first start only)');
      await initializeData({ initdb, dataDir, account, durable, password: PASSWORD });
    }
    this.options.onProgress?.('starting PostgreSQL');
    const port = (this.chosenPort ??= await freePort());
    const settings = { ...serverSettings(durable), ...this.options.settings };
    this.process = await PostgresProcess.start({ program, dataDir, port, settings, account, logFile });
  }

  /** Fast shutdown; does nothing when the server does not run. */
  async stop(): Promise<void> {
    await this.process?.shutDown();
  }

  /** SIGKILL of the server and all of its processes. */
  async kill(): Promise<void> {
    await this.process?.crash();
  }

  /** Same port, same data. */
  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  url(database = 'postgres'): string {
    return `postgres://${USER}:${PASSWORD}@127.0.0.1:${this.port}/${encodeURIComponent(database)}`;
  }

  /** Makes the database unless it is there. @returns its URL */
  async createDatabase(name: string): Promise<string> {
    await createDatabase(this.url(), name);
    return this.url(name);
  }
}
