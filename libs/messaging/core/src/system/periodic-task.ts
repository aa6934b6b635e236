import type { Randomness } from './randomness.port';
import type { Timers } from './timers.port';

export interface PeriodicTaskDeps {
  readonly intervalMilliseconds: number;
  /** @param stopping aborted when the task is stopped: long work ends early, at a point where it may be left */
  readonly run: (stopping: AbortSignal) => Promise<void>;
  /** Told when a run has failed. The next one comes as if it had not. */
  readonly onFailure: (error: unknown) => void;
  readonly timers: Timers;
  readonly randomness: Randomness;
}

/**
 * Runs something again and again, never twice at the same time, until it is stopped. The pauses vary by a fifth, so that
 * instances which started together do not stay together; the first pause comes before the first run.
 */
export class PeriodicTask {
  private readonly stopping = new AbortController();
  private loop: Promise<void> | undefined;

  constructor(private readonly deps: PeriodicTaskDeps) {}

  start(): void {
    this.loop ??= this.repeat();
  }

  /** Resolves when the current run, if any, has ended. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.loop;
  }

  private async repeat(): Promise<void> {
    const { intervalMilliseconds, onFailure, randomness, run, timers } = this.deps;
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await timers.sleep(intervalMilliseconds * (0.9 + randomness.next() * 0.2), signal);
      if (signal.aborted) return;
      try {
        await run(signal);
      } catch (error) {
        onFailure(error);
      }
    }
  }
}
