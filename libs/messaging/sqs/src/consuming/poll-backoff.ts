import {
  ERROR_POLICY,
  jitteredPause,
  type MonotonicClock,
  type Randomness,
  type Timers,
} from '@decouple/messaging-core';
import type { AdaptivePollLimiter } from './adaptive-poll-limiter';

const { backoff: BACKOFF } = ERROR_POLICY['poll-failed'];

/** Fewer consecutive failures are a broken connection or a restarted server, not an outage. */
const FAILED_POLLS_OF_AN_OUTAGE = 3;

/** Thrown instead of polling while the source stops. It has the name of any aborted call. */
class PollingStoppedError extends Error {
  override readonly name = 'AbortError';

  constructor() {
    super('The source is stopping and polls no more.');
  }
}

export interface PollBackoffDeps {
  /** Resolves when polling may begin. */
  readonly opened: Promise<void>;
  readonly limiter: AdaptivePollLimiter;
  readonly stopping: AbortSignal;
  readonly monotonic: MonotonicClock;
  readonly timers: Timers;
  readonly randomness: Randomness;
}

/**
 * Delays the polls of one source: until it is started, until the limiter admits them, and with growing pauses while polls
 * or deletions fail. All loops share it, so that 32 loops do not poll a failing broker 32 times as often as one.
 */
export class PollBackoff {
  private failedPolls = 0;
  private failedDeletions = 0;
  private firstFailureAt: number | undefined;

  constructor(private readonly deps: PollBackoffDeps) {}

  /** Timestamp of the monotonic clock since which every poll fails; undefined while polls succeed. */
  get pollsFailSince(): number | undefined {
    return this.failedPolls >= FAILED_POLLS_OF_AN_OUTAGE ? this.firstFailureAt : undefined;
  }

  /**
   * Call it before each poll, and one of `pollSucceeded` and `pollFailed` after it.
   *
   * @throws an `AbortError` while the source stops; the poll counts as begun all the same
   */
  async beforePoll(): Promise<void> {
    const { limiter, opened, stopping, timers } = this.deps;
    await opened;
    await limiter.begin();
    // After admission: a loop that waits for admission would otherwise poll at once after another loop's failure.
    if (this.isActive) await timers.sleep(this.pauseMilliseconds(), stopping);
    if (stopping.aborted) throw new PollingStoppedError();
  }

  /** @param requested number of messages that the poll asked for */
  pollSucceeded(messages: number, requested: number): void {
    this.failedPolls = 0;
    // An empty queue returns no undeletable messages, so there is nothing to slow down for.
    if (messages === 0) this.failedDeletions = 0;
    if (this.isActive) this.deps.limiter.ended('failed');
    else if (messages === 0) this.deps.limiter.ended('empty');
    else this.deps.limiter.ended(messages < requested ? 'partial' : 'full');
  }

  pollFailed(): void {
    if (this.failedPolls === 0) this.firstFailureAt = this.deps.monotonic.milliseconds();
    this.failedPolls += 1;
    this.deps.limiter.ended('failed');
  }

  /**
   * Handled messages were not deleted and will be received again. Polled at full speed, they would be handed over until
   * the broker moves them to its dead-letter queue.
   */
  deletionFailed(): void {
    this.failedDeletions += 1;
  }

  deletionSucceeded(): void {
    this.failedDeletions = 0;
  }

  private get isActive(): boolean {
    return this.failedPolls + this.failedDeletions > 0;
  }

  private pauseMilliseconds(): number {
    return jitteredPause(BACKOFF, Math.max(this.failedPolls, this.failedDeletions), this.deps.randomness);
  }
}
