/** Waiting. Domain code sets no timers of its own: a simulation decides when a wait is over. */
export interface Timers {
  /**
   * Resolves after `milliseconds`, or as soon as `signal` is aborted, whichever comes first. It never rejects: the
   * caller checks the signal.
   */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}
