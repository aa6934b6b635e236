import { ERROR_POLICY, jitteredPause, type Randomness } from '@decouple/messaging-core';

const { backoff: BACKOFF } = ERROR_POLICY['poll-failed'];

/** Fewer failed polls in a row are a connection that broke, or a server that restarted. */
const FAILED_POLLS_OF_AN_OUTAGE = 3;

/**
 * What the loops of one source have found out about their broker. They share it: with a backoff per loop, many loops
 * together poll a broker in trouble many times as often as one would.
 */
export class PollTrouble {
  private failedPolls = 0;
  private failedDeletions = 0;
  private firstFailureAt: number | undefined;

  constructor(private readonly randomness: Randomness) {}

  get isPresent(): boolean {
    return this.failedPolls + this.failedDeletions > 0;
  }

  /** Since when every poll fails, by the monotonic clock; undefined while polls succeed. */
  get pollsFailSince(): number | undefined {
    return this.failedPolls >= FAILED_POLLS_OF_AN_OUTAGE ? this.firstFailureAt : undefined;
  }

  /** How long to wait before the next poll. */
  pauseMilliseconds(): number {
    const failures = Math.max(this.failedPolls, this.failedDeletions);
    return failures === 0 ? 0 : jitteredPause(BACKOFF, failures, this.randomness);
  }

  /** @param at by the monotonic clock */
  pollFailed(at: number): void {
    if (this.failedPolls === 0) this.firstFailureAt = at;
    this.failedPolls += 1;
  }

  pollSucceeded(messages: number): void {
    this.failedPolls = 0;
    // Nothing that could not be deleted comes back: there is nothing to slow down for.
    if (messages === 0) this.failedDeletions = 0;
  }

  /**
   * Handled messages could not be deleted, and will come again. Pulled at full speed they would be handed over until the
   * broker gives them up.
   */
  deletionFailed(): void {
    this.failedDeletions += 1;
  }

  deletionSucceeded(): void {
    this.failedDeletions = 0;
  }
}
