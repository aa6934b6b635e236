import { ERROR_POLICY, jitteredPause, type Randomness, type Timers } from '@decouple/messaging-core';
import type { PollDemand, PollOutcome } from './poll-demand';

/** Thrown instead of polling when the source is stopping. Named like every cut-off call, since that is what it is. */
class PollingStoppedError extends Error {
  override readonly name = 'AbortError';

  constructor() {
    super('The source is stopping: nothing is polled any more.');
  }
}

export interface PollGateParts {
  /** Resolves when polling may begin. */
  readonly opened: Promise<void>;
  /** Shared by the loops of a source. */
  readonly demand: PollDemand;
  readonly stopping: AbortSignal;
  readonly timers: Timers;
  readonly randomness: Randomness;
}

/** sqs-consumer polls again at once after most errors (27 times a second on a refused connection). */
const { backoff: BACKOFF } = ERROR_POLICY['poll-failed'];

/**
 * Stands before each poll of one loop: closed until the source is started and while other loops poll enough, slow while
 * polls fail.
 */
export class PollGate {
  private failures = 0;
  private polling = false;

  constructor(private readonly parts: PollGateParts) {}

  /** @throws an `AbortError` when the source is stopping */
  async pass(): Promise<void> {
    const { demand, opened, randomness, stopping, timers } = this.parts;
    await opened;
    if (this.failures > 0) await timers.sleep(jitteredPause(BACKOFF, this.failures, randomness), stopping);
    await demand.begin();
    this.polling = true;
    if (stopping.aborted) throw new PollingStoppedError();
  }

  pollSucceeded(outcome: Exclude<PollOutcome, 'failed'>): void {
    this.failures = 0;
    this.pollEnded(outcome);
  }

  pollFailed(): void {
    this.failures += 1;
    this.pollEnded('failed');
  }

  /** Once a poll, however many of the library's events tell of it. */
  private pollEnded(outcome: PollOutcome): void {
    if (!this.polling) return;
    this.polling = false;
    this.parts.demand.ended(outcome);
  }
}
