import type { ChildProcess } from 'node:child_process';
import { Socket } from 'node:net';
import type { ProcessExit } from './process-exit';
import { within } from './within';

/** Output may still be in the pipe when the process ends; a grandchild may keep that pipe open permanently. */
const OUTPUT_AFTER_EXIT_MS = 3_000;

/** A child process that this process started and is responsible for ending. */
export class OwnedProcess {
  readonly exited: Promise<ProcessExit>;
  private ended: ProcessExit | undefined;

  constructor(readonly child: ChildProcess) {
    const outputClosed = new Promise<void>((resolve) => child.once('close', () => resolve()));
    this.exited = new Promise((resolve) => {
      child.once('exit', (code, signal) => {
        this.ended = { code, signal };
        void within(OUTPUT_AFTER_EXIT_MS, outputClosed).then(() => resolve({ code, signal }));
      });
      child.once('error', (error) => {
        if (child.pid !== undefined) return; // a signal that could not be sent: the exit is still to come
        this.ended = { code: null, signal: null, error };
        resolve(this.ended);
      });
    });
  }

  get pid(): number {
    if (this.child.pid === undefined) throw new Error('The process was not started, so it has no process id.');
    return this.child.pid;
  }

  get running(): boolean {
    return this.ended === undefined;
  }

  /** Lets this process end although the child still runs; for a child that ends with it. */
  letGo(): void {
    this.child.unref();
    this.child.channel?.unref();
    for (const pipe of [this.child.stdout, this.child.stderr]) if (pipe instanceof Socket) pipe.unref();
  }

  /** Does nothing when the process has ended. */
  signal(signal: NodeJS.Signals): void {
    if (this.running) this.child.kill(signal);
  }

  /** Asks the process to end, and kills it when it has not done so after `graceMs`. */
  async stop(signal: NodeJS.Signals, graceMs: number): Promise<ProcessExit> {
    this.child.ref(); // who waits for the end must live to see it
    this.signal(signal);
    const exit = await within(graceMs, this.exited);
    return exit ?? this.kill();
  }

  async kill(): Promise<ProcessExit> {
    this.child.ref();
    this.signal('SIGKILL');
    return this.exited;
  }
}
