import { setTimeout as delay } from 'node:timers/promises';
import type { AppProcess } from '@decouple/local-infra';
import { Turns } from './turns';

/** Time for a start, and for as many as it takes while a database is away. */
const UP_WITHIN_MILLISECONDS = 120_000;
const PAUSE_BETWEEN_STARTS_MILLISECONDS = 500;

/** One of the processes of an application, with the supervisor that keeps it running. */
export class Replica {
  /** How the process ended without being killed, once it had been ready. */
  readonly ownEnds: string[] = [];
  /** Starts that ended before the process was ready: it cannot start without its database. */
  failedStarts = 0;
  private process: AppProcess | undefined;
  private stopping = false;
  private readonly turns = new Turns();

  constructor(
    readonly name: string,
    readonly url: string,
    private readonly launch: () => AppProcess,
  ) {}

  /** Resolves when it is ready. */
  start(): Promise<void> {
    return this.turns.take(() => this.bringUp());
  }

  /** SIGKILL; resolves when it is ready again. */
  killFor(milliseconds: number, signal: AbortSignal): Promise<void> {
    return this.turns.take(async () => {
      const killed = this.process;
      this.process = undefined;
      await killed?.kill();
      await delay(milliseconds, undefined, { signal });
      await this.bringUp();
    });
  }

  freezeFor(milliseconds: number, signal: AbortSignal): Promise<void> {
    return this.turns.take(async () => {
      const frozen = this.process;
      frozen?.pause();
      try {
        await delay(milliseconds, undefined, { signal });
      } finally {
        frozen?.resume();
      }
    });
  }

  /** Ends it for good, at once: a run that is interrupted may have left it without its servers, or frozen. */
  async stop(): Promise<void> {
    this.stopping = true;
    await this.process?.kill();
    await this.turns.ended();
  }

  private async bringUp(): Promise<void> {
    const deadline = performance.now() + UP_WITHIN_MILLISECONDS;
    while (!this.stopping) {
      const started = this.launch();
      this.process = started;
      try {
        await started.ready(UP_WITHIN_MILLISECONDS);
        this.restartWhenItEnds(started);
        return;
      } catch (error) {
        if (this.stopping) return;
        if (started.running || performance.now() > deadline) throw error;
        this.failedStarts += 1;
        await delay(PAUSE_BETWEEN_STARTS_MILLISECONDS);
      }
    }
  }

  private restartWhenItEnds(process: AppProcess): void {
    void process.exited.then(async ({ code, signal }) => {
      if (this.stopping || this.process !== process) return;
      this.ownEnds.push(`${this.name} ended with ${signal ?? code}:\n${process.outputTail(15)}`);
      await this.start().catch((error: unknown) => {
        this.ownEnds.push(`${this.name} did not come back: ${String(error)}`);
      });
    });
  }
}
