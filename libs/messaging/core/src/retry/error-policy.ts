/** How long to wait between two tries. */
export interface Backoff {
  readonly baseSeconds: number;
  /** The base doubles with every failure, or every few of them, up to this. */
  readonly capSeconds: number;
  /**
   * `full`: a whole number of seconds from 1 to the ceiling, so that what failed together does not fail together again.
   * `half`: from half of the ceiling to the whole of it, for what a single party repeats.
   */
  readonly jitter: 'full' | 'half';
  /** Failures until the pause doubles; 1 when absent. */
  readonly failuresPerDoubling?: number;
}

/** What delivery does about an error. */
export type ErrorReaction =
  /** Permanent: no try helps, so the message becomes a dead letter at once. */
  | 'dead-letter'
  /** Of this message alone: it is tried again, as often as said. */
  | 'retry'
  /** Of the world: work pauses until a probe succeeds. It costs no message an attempt. */
  | 'wait-out'
  /** Nobody's fault: the message goes back to the queue at once, and costs no attempt. */
  | 'give-back';

export interface ErrorRule {
  /** Who meets it: the consumer of a queue, or the relay of the outbox. */
  readonly metBy: 'consumer' | 'relay';
  /** What belongs to the class, in words. */
  readonly what: string;
  readonly reaction: ErrorReaction;
  /** Tries in all; `unlimited` where giving up would lose something. */
  readonly maxAttempts: number | 'unlimited';
  /** Between two tries or two probes; undefined where there is no second one. */
  readonly backoff: Backoff | undefined;
}

/**
 * Every class of error that delivery tells apart, and what is done about it: the one place that decides, which the
 * dispatcher, the relay and the sources read and which docs/reliability.md shows.
 */
export const ERROR_POLICY = {
  unreadable: {
    metBy: 'consumer',
    what: 'the body is no message of the contracts',
    reaction: 'dead-letter',
    maxAttempts: 1,
    backoff: undefined,
  },
  unhandled: {
    metBy: 'consumer',
    what: 'no handler for this type on this queue',
    reaction: 'dead-letter',
    maxAttempts: 1,
    backoff: undefined,
  },
  permanent: {
    metBy: 'consumer',
    what: 'the handler says that no try can help (`PermanentError`)',
    reaction: 'dead-letter',
    maxAttempts: 1,
    backoff: undefined,
  },
  /**
   * Eight attempts over about two minutes on average and four at most: long enough for a deadlock, a fail-over of a
   * dependency or a rolling deployment; short enough that a customer with a poisoned payment hears of it the same day.
   * A service may set other numbers: `RETRY_MAX_ATTEMPTS`, `RETRY_BASE_SECONDS`, `RETRY_CAP_SECONDS`.
   */
  failed: {
    metBy: 'consumer',
    what: 'any other error of the handler',
    reaction: 'retry',
    maxAttempts: 8,
    backoff: { baseSeconds: 2, capSeconds: 900, jitter: 'full' },
  },
  outage: {
    metBy: 'consumer',
    what: 'what every message needs is down (`InfrastructureError`): refused, timed out, too many connections, read-only',
    reaction: 'wait-out',
    maxAttempts: 'unlimited',
    backoff: { baseSeconds: 0.25, capSeconds: 15, jitter: 'half' },
  },
  /**
   * Counted in receives, because the broker counts them too and moves a message to its own dead-letter queue at the 100th.
   * 99 receives last more than 8 days, whatever the jitter. The pause stays below a third of the time that the message has
   * been coming back, so that it does not wait much longer than the outage lasted.
   */
  'outage-redelivery': {
    metBy: 'consumer',
    what: 'a message that was in hand when an outage began; counted in receives, the wait doubles with every third',
    reaction: 'retry',
    maxAttempts: 'unlimited',
    backoff: { baseSeconds: 5, capSeconds: 21_600, jitter: 'half', failuresPerDoubling: 3 },
  },
  'cut-off': {
    metBy: 'consumer',
    what: 'a shutdown ended the handler',
    reaction: 'give-back',
    maxAttempts: 'unlimited',
    backoff: undefined,
  },
  'poll-failed': {
    metBy: 'consumer',
    what: 'the broker does not hand out messages: refused, timed out, throttled',
    reaction: 'wait-out',
    maxAttempts: 'unlimited',
    backoff: { baseSeconds: 0.25, capSeconds: 10, jitter: 'half' },
  },
  'relay-outage': {
    metBy: 'relay',
    what: 'broker or database down: refused, timed out, throttled; or the relay itself fails',
    reaction: 'wait-out',
    maxAttempts: 'unlimited',
    backoff: { baseSeconds: 0.25, capSeconds: 15, jitter: 'half' },
  },
  'entry-failed': {
    metBy: 'relay',
    what: 'the broker did not take this one entry of a batch',
    reaction: 'retry',
    maxAttempts: 'unlimited',
    backoff: { baseSeconds: 1, capSeconds: 300, jitter: 'full' },
  },
  'entry-refused': {
    metBy: 'relay',
    what: 'the broker will never take this message as it is',
    reaction: 'dead-letter',
    maxAttempts: 1,
    backoff: undefined,
  },
} as const satisfies Readonly<Record<string, ErrorRule>>;

export type ErrorClass = keyof typeof ERROR_POLICY;
