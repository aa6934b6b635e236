import type { MonotonicClock, Timers } from '@decouple/messaging-core';
import type { AdaptivePollLimiter, PollOutcome } from './adaptive-poll-limiter';
import type { PollTrouble } from './poll-trouble';

/** Thrown instead of polling when the source is stopping. Named like every cut-off call, since that is what it is. */
class PollingStoppedError extends Error {
  override readonly name = 'AbortError';

  constructor() {
    super('The source is stopping: nothing is polled any more.');
  }
}

export interface PollBackoffOptions {
  /** Resolves when polling may begin. */
  readonly opened: Promise<void>;
  /** Shared by the loops of a source. */
  readonly demand: AdaptivePollLimiter;
  /** Shared by the loops of a source. */
  readonly trouble: PollTrouble;
  readonly stopping: AbortSignal;
  readonly monotonic: MonotonicClock;
  readonly timers: Timers;
}

/**
 * Stands before each poll of one loop: closed until the source is started and while other loops poll enough, slow while
 * the broker is in trouble. sqs-consumer itself polls again at once after most errors (27 times a second on a refused
 * connection).
 */
export class PollBackoff {
  private polling = false;

  constructor(private readonly parts: PollBackoffOptions) {}

  /** @throws an `AbortError` when the source is stopping */
  async pass(): Promise<void> {
    const { demand, opened, stopping, timers, trouble } = this.parts;
    await opened;
    await demand.begin();
    this.polling = true;
    // After its turn has come: those who wait for a turn would otherwise poll at once when another one has failed.
    if (trouble.isPresent) await timers.sleep(trouble.pauseMilliseconds(), stopping);
    if (stopping.aborted) throw new PollingStoppedError();
  }

  /** @param asked how many messages the poll asked for */
  pollSucceeded(messages: number, asked: number): void {
    const { trouble } = this.parts;
    trouble.pollSucceeded(messages);
    this.pollEnded(trouble.isPresent ? 'failed' : outcomeOf(messages, asked));
  }

  pollFailed(): void {
    const { monotonic, trouble } = this.parts;
    trouble.pollFailed(monotonic.milliseconds());
    this.pollEnded('failed');
  }

  /** Once a poll, however many of the library's events tell of it. */
  private pollEnded(outcome: PollOutcome): void {
    if (!this.polling) return;
    this.polling = false;
    this.parts.demand.ended(outcome);
  }
}

function outcomeOf(messages: number, asked: number): PollOutcome {
  if (messages === 0) return 'empty';
  return messages < asked ? 'partial' : 'full';
}
