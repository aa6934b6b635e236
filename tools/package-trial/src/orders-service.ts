import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_AGAIN_MILLISECONDS = 100;
/** Ends a wait that never succeeds: ten times what the slowest takes. */
const LONGEST_WAIT_MILLISECONDS = 120_000;

export interface OrdersServiceOptions {
  readonly folder: string;
  readonly port: number;
  readonly environment: Readonly<Record<string, string>>;
}

/** The built "orders" service as a process, seen from outside: through HTTP alone. */
export class OrdersService {
  private output = '';

  private constructor(
    private readonly process: ChildProcess,
    readonly url: string,
  ) {
    for (const stream of [process.stdout, process.stderr])
      stream?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
  }

  static async start({ environment, folder, port }: OrdersServiceOptions): Promise<OrdersService> {
    const child = spawn(process.execPath, ['dist/main.js'], {
      cwd: folder,
      env: { PATH: process.env['PATH'], PORT: String(port), ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const service = new OrdersService(child, `http://127.0.0.1:${port}`);
    await service.until('it is ready', async () => (await service.get('/health/ready')).status === 200);
    return service;
  }

  get(path: string): Promise<Response> {
    return fetch(`${this.url}${path}`);
  }

  async json<T>(path: string): Promise<T> {
    return (await (await this.get(path)).json()) as T;
  }

  /** @returns the status and the body, if it is JSON */
  async send(
    method: string,
    path: string,
    body?: object,
  ): Promise<{ readonly status: number; readonly body: unknown }> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: { 'x-operator': 'trial', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : (JSON.parse(text) as unknown) };
  }

  /** The sum of a metric over all series that have these labels; 0 when there is none. */
  async metric(name: string, labels: Readonly<Record<string, string>> = {}): Promise<number> {
    const text = await (await this.get('/metrics')).text();
    return text
      .split('\n')
      .filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `))
      .filter((line) => Object.entries(labels).every(([label, value]) => line.includes(`${label}="${value}"`)))
      .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' ') + 1)), 0);
  }

  async until(expectation: string, holds: () => Promise<boolean>): Promise<void> {
    const deadline = performance.now() + LONGEST_WAIT_MILLISECONDS;
    while (!(await holds().catch(() => false))) {
      if (this.process.exitCode !== null || performance.now() > deadline)
        throw new Error(`The orders service did not get so far that ${expectation}. It wrote:\n${this.output}`);
      await sleep(LOOK_AGAIN_MILLISECONDS);
    }
  }

  /** @returns the exit code */
  async stop(): Promise<number | null> {
    if (this.process.exitCode === null) {
      const exited = once(this.process, 'exit');
      this.process.kill('SIGTERM');
      await exited;
    }
    return this.process.exitCode;
  }
}
