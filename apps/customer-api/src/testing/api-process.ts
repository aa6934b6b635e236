import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import type { Readable } from 'node:stream';
import type { LogLine } from '@decouple/platform/testing';

const LOADER = resolve(__dirname, '../../../../tools/build/swc-register.cjs');
const MAIN = resolve(__dirname, '../main.ts');
const IN_MEMORY = { PAYMENT_STORE: 'memory', MESSAGE_BROKER: 'memory', LOG_LEVEL: 'info' };

/** The application in its own process, with all data in memory. */
export class ApiProcess {
  url = '';
  managementUrl = '';
  /** Resolves when the process has ended. */
  readonly exited: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
  private readonly child: ChildProcess;
  private readonly waiting = new Set<() => void>();
  private output = '';

  private constructor(environment: Readonly<Record<string, string>>) {
    this.child = spawn(process.execPath, ['-r', LOADER, MAIN], {
      env: { ...process.env, ...IN_MEMORY, PORT: '0', MANAGEMENT_PORT: '0', ...environment },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    (this.child.stdout as Readable).setEncoding('utf8').on('data', (text: string) => {
      this.output += text;
      for (const look of [...this.waiting]) look();
    });
    this.exited = once(this.child, 'close').then(([code, signal]) => ({
      code: code as number | null,
      signal: signal as NodeJS.Signals | null,
    }));
  }

  static async start(environment: Readonly<Record<string, string>> = {}): Promise<ApiProcess> {
    const api = new ApiProcess(environment);
    const { management, url } = await api.logs('ready');
    return Object.assign(api, { url, managementUrl: management });
  }

  get lines(): LogLine[] {
    const complete = this.output.split('\n').slice(0, -1);
    return complete.map((text) => JSON.parse(text) as LogLine);
  }

  /** Resolves with the first line of that message. */
  logs(message: string): Promise<LogLine> {
    return new Promise((found) => {
      const look = (): void => {
        const line = this.lines.find(({ msg }) => msg === message);
        if (line === undefined) return;
        this.waiting.delete(look);
        found(line);
      };
      this.waiting.add(look);
      look();
    });
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.exited;
  }
}
