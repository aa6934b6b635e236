import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import type { Readable } from 'node:stream';
import type { LogLine } from './recording-log';

const LOADER = resolve(__dirname, '../../../../tools/build/swc-register.cjs');
const PROGRAM = resolve(__dirname, 'fixture-application.ts');

interface FixtureExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** The fixture application in a process of its own. */
export class FixtureProcess {
  /** Resolves when it has ended and all its output is here. */
  readonly exited: Promise<FixtureExit>;
  errorOutput = '';
  private output = '';
  private ended = false;
  private readonly child: ChildProcess;
  private readonly waiting = new Set<() => void>();

  constructor(behaviour: string, { environment = {}, port = 0 } = {}) {
    const child = spawn(process.execPath, ['-r', LOADER, PROGRAM, behaviour, String(port)], {
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.child = child;
    // Both are pipes; the types of `spawn` do not express that for four streams.
    const [stdout, stderr] = [child.stdout as Readable, child.stderr as Readable];
    stdout.setEncoding('utf8').on('data', (text: string) => {
      this.output += text;
      this.look();
    });
    stderr.setEncoding('utf8').on('data', (text: string) => (this.errorOutput += text));
    // Not the event "close": it does not come when it was we who disconnected.
    const closed: Promise<unknown[]>[] = [once(child, 'exit'), once(stdout, 'close'), once(stderr, 'close')];
    this.exited = Promise.all(closed).then(([exit]) => {
      this.ended = true;
      this.look();
      const [code, signal] = exit as [FixtureExit['code'], FixtureExit['signal']];
      return { code, signal };
    });
  }

  get lines(): LogLine[] {
    const complete = this.output.split('\n').slice(0, -1);
    return complete.map((text) => JSON.parse(text) as LogLine);
  }

  get messages(): (string | undefined)[] {
    return this.lines.map(({ msg }) => msg);
  }

  /** Resolves when the line is there; rejects when the process ends without it. */
  says(message: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        if (this.messages.includes(message)) resolve();
        else if (this.ended) reject(new Error(`It ended without "${message}":\n${this.output}${this.errorOutput}`));
        else return;
        this.waiting.delete(look);
      };
      this.waiting.add(look);
      look();
    });
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  tell(word: string): void {
    this.child.send(word);
  }

  /** What the end of the parent looks like from inside. */
  leave(): void {
    this.child.disconnect();
  }

  /** For a test that has failed in the middle. */
  async end(): Promise<void> {
    if (!this.ended) this.child.kill('SIGKILL');
    await this.exited;
  }

  private look(): void {
    for (const look of [...this.waiting]) look();
  }
}
