/** How long to wait between two attempts. */
export interface Backoff {
  readonly baseSeconds: number;
  /** The base doubles with every failure, or every `failuresPerDoubling` failures, up to this. */
  readonly capSeconds: number;
  /**
   * `full`: a whole number of seconds from 1 to the ceiling, so that messages that failed together do not fail together
   * again; see `backoffSeconds`. `half`: from 50 % to 100 % of the ceiling, for one process that probes; see
   * `jitteredPause`.
   */
  readonly jitter: 'full' | 'half';
  /** Failures until the pause doubles; 1 when absent. */
  readonly failuresPerDoubling?: number;
}

/** The backoff of `jitteredPause`. */
export type PauseBackoff = Omit<Backoff, 'jitter'> & { readonly jitter?: 'half' };

/** What the dispatcher does about a message. */
export type ErrorReaction =
  /** Permanent: no retry helps, so the message becomes a dead letter at once. */
  | 'dead-letter'
  /** Concerns this message alone: it is retried, up to `maxAttempts`. */
  | 'retry'
  /** Concerns no message: it returns to the queue, work pauses until a probe succeeds, and no attempt is counted. */
  | 'wait-out'
  /** Concerns neither: the message returns to the queue at once, and no attempt is counted. */
  | 'give-back';

export interface ErrorRule {
  /** Absent where no message is settled by it. */
  readonly reaction?: ErrorReaction;
  /** Attempts in all; unlimited when absent. */
  readonly maxAttempts?: number;
  /** Between two attempts or two probes; absent where there is no second one. */
  readonly backoff?: Backoff;
}

/**
 * What delivery does about each class of error. The dispatcher, the relay and the sources read every field;
 * docs/reliability.md shows them.
 */
export const ERROR_POLICY = {
  unreadable: { reaction: 'dead-letter' },
  /** The reader of messages has a bug: the message waits for a release without it. */
  'reader-failed': { reaction: 'wait-out' },
  unhandled: { reaction: 'dead-letter' },
  permanent: { reaction: 'dead-letter' },
  /**
   * Eight attempts over about two minutes on average and four at most: long enough for a deadlock, a failover of a
   * dependency or a rolling deployment; short enough that the sender of a poisoned message is notified the same day.
   * A service may set other numbers: `RETRY_MAX_ATTEMPTS`, `RETRY_BASE_SECONDS`, `RETRY_CAP_SECONDS`.
   */
  failed: { reaction: 'retry', maxAttempts: 8, backoff: { baseSeconds: 2, capSeconds: 900, jitter: 'full' } },
  outage: { reaction: 'wait-out', backoff: { baseSeconds: 0.25, capSeconds: 15, jitter: 'half' } },
  /**
   * Counted in receives, because the broker counts them too and moves a message to its own dead-letter queue at the 100th.
   * 99 receives last more than 8 days, whatever the jitter. The pause stays below a third of the time that the message has
   * been coming back, so that it does not wait much longer than the outage lasted.
   */
  'outage-redelivery': { backoff: { baseSeconds: 5, capSeconds: 21_600, jitter: 'half', failuresPerDoubling: 3 } },
  'cut-off': { reaction: 'give-back' },
  'poll-failed': { backoff: { baseSeconds: 0.25, capSeconds: 10, jitter: 'half' } },
  'relay-outage': { backoff: { baseSeconds: 0.25, capSeconds: 15, jitter: 'half' } },
  'entry-failed': { backoff: { baseSeconds: 1, capSeconds: 300, jitter: 'full' } },
} as const satisfies Readonly<Record<string, ErrorRule>>;

export type ErrorClass = keyof typeof ERROR_POLICY;
