import { setTimeout as delay } from 'node:timers/promises';
import type { AppProcess } from '@decouple/local-infra';
import type { ClockOffset } from './shifted-clock';
import { Turns } from './turns';

/** Time for all attempts to start, including those while a database is down. */
const UP_WITHIN_MILLISECONDS = 120_000;
const PAUSE_BETWEEN_STARTS_MILLISECONDS = 500;
/** Longer than the shutdown grace period plus the time to close connections. */
const STOPPED_WITHIN_MILLISECONDS = 40_000;

/** One process of an application, restarted when it ends. */
export class Replica {
  /** Ends of the process that this tool did not cause, after it was ready. */
  readonly unexpectedExits: string[] = [];
  /** Starts that failed, because the process needs its database to start. */
  failedStarts = 0;
  private process: AppProcess | undefined;
  private clock: ClockOffset = { clockOffsetMilliseconds: 0 };
  private stopping = false;
  private readonly turns = new Turns();

  constructor(
    readonly name: string,
    readonly url: string,
    readonly managementUrl: string,
    private readonly launch: (clock: ClockOffset) => AppProcess,
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

  /** SIGTERM, which must end it with exit code 0; resolves when it is ready again. */
  restartFor(milliseconds: number, signal: AbortSignal): Promise<void> {
    return this.turns.take(async () => {
      const stopped = this.process;
      this.process = undefined;
      const exit = await stopped?.stop('SIGTERM', STOPPED_WITHIN_MILLISECONDS);
      if (stopped !== undefined && exit?.code !== 0) {
        this.unexpectedExits.push(
          `${this.name} ended with ${exit?.signal ?? exit?.code} after SIGTERM:\n${stopped.outputTail(15)}`,
        );
      }
      await delay(milliseconds, undefined, { signal });
      await this.bringUp();
    });
  }

  /** Takes no turn: a clock may also jump while the process is frozen, killed or restarted. */
  async shiftClockFor(offsetMilliseconds: number, milliseconds: number, signal: AbortSignal): Promise<void> {
    this.shiftClock(offsetMilliseconds);
    try {
      await delay(milliseconds, undefined, { signal });
    } finally {
      this.shiftClock(0);
    }
  }

  private shiftClock(clockOffsetMilliseconds: number): void {
    this.clock = { clockOffsetMilliseconds };
    this.process?.send(this.clock);
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

  /** Kills the process: after an interrupted run it may be frozen or without its servers. */
  async stop(): Promise<void> {
    this.stopping = true;
    await this.process?.kill();
    await this.turns.ended();
  }

  private async bringUp(): Promise<void> {
    const deadline = performance.now() + UP_WITHIN_MILLISECONDS;
    while (!this.stopping) {
      const started = this.launch(this.clock);
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
      this.unexpectedExits.push(`${this.name} ended with ${signal ?? code}:\n${process.outputTail(15)}`);
      await this.start().catch((error: unknown) => {
        this.unexpectedExits.push(`${this.name} did not restart: ${String(error)}`);
      });
    });
  }
}
