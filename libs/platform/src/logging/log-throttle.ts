import { errorFields } from './error-fields';
import type { Log } from './log';

/** Often enough to show that trouble continues, with few lines. */
const INTERVAL_MILLISECONDS = 60_000;

/** Maximum number of kinds of trouble. Further ones share one entry, which bounds memory and the log. */
const MAX_KEYS = 100;
const OVERFLOW_KEY = 'other trouble';

export type TroubleLevel = 'warn' | 'error';

export interface LogThrottleOptions {
  /** Interval between two lines about the same trouble; 60 s by default. */
  readonly intervalMilliseconds?: number;
  /** Interval of the work that may fail; trouble is over after three intervals without it. */
  readonly repeatsEveryMilliseconds?: number;
  /** Monotonic milliseconds. */
  readonly now?: () => number;
  /** Calls back once, without keeping the process alive. */
  readonly callLater?: (milliseconds: number, call: () => void) => void;
}

/** Ongoing trouble. */
interface Trouble {
  readonly level: TroubleLevel;
  readonly message: string;
  facts: object;
  readonly beganAt: number;
  lastAt: number;
  loggedAt: number;
  total: number;
  /** Occurrences that are not logged yet. */
  unlogged: number;
  /** It has begun and not ended, so silence does not mean that it is over. */
  lasts: boolean;
}

/**
 * Throttles the log of repeated trouble: the first occurrence is logged at once with its stack, then at most one line
 * per interval with the number of occurrences, and one line when it is over.
 *
 * The key decides what counts as the same trouble. Keys must be few: a queue and an error code, never an id.
 */
export class LogThrottle {
  private readonly troubles = new Map<string, Trouble>();
  private readonly intervalMilliseconds: number;
  private readonly quietMilliseconds: number;
  private readonly now: () => number;
  private readonly callLater: (milliseconds: number, call: () => void) => void;
  private sweeping = false;

  constructor(
    private readonly log: Log,
    options: LogThrottleOptions = {},
  ) {
    this.intervalMilliseconds = options.intervalMilliseconds ?? INTERVAL_MILLISECONDS;
    this.quietMilliseconds = Math.max(2 * this.intervalMilliseconds, 3 * (options.repeatsEveryMilliseconds ?? 0));
    this.now = options.now ?? (() => performance.now());
    this.callLater = options.callLater ?? callLater;
  }

  warn(key: string, facts: object, message: string): void {
    this.happened('warn', key, facts, message);
  }

  error(key: string, facts: object, message: string): void {
    this.happened('error', key, facts, message);
  }

  /** Trouble that lasts until `ended` is called, such as an outage. */
  began(level: TroubleLevel, key: string, facts: object, message: string): void {
    this.happened(level, key, facts, message).lasts = true;
  }

  /** Logs the end of trouble whose beginning was logged. If it does not return, `over` is logged later. */
  ended(key: string, facts: object, message: string): void {
    const trouble = this.troubles.get(key) ?? this.troubles.get(OVERFLOW_KEY);
    if (trouble !== undefined) {
      trouble.lasts = false;
      trouble.lastAt = this.now();
    }
    if (trouble === undefined || trouble.unlogged === 0) this.log.info(facts, message);
  }

  /** The trouble is over; nothing is logged if there was none. */
  over(key: string): void {
    const trouble = this.troubles.get(key);
    if (trouble === undefined) return;
    this.troubles.delete(key);
    const { beganAt, facts, lastAt, message, total } = trouble;
    // A single failure is described by its own line.
    if (total === 1) return;
    const seconds = Math.round((lastAt - beganAt) / 1_000);
    this.log.info({ ...facts, occurrences: total, lastedSeconds: seconds }, `over: ${message}`);
  }

  private happened(level: TroubleLevel, key: string, facts: object, message: string): Trouble {
    const now = this.now();
    const before = this.troubles.get(key);
    if (before !== undefined && this.isQuiet(before, now)) this.over(key);
    const place = this.troubles.has(key) || this.troubles.size < MAX_KEYS ? key : OVERFLOW_KEY;
    const known = this.troubles.get(place);
    if (known !== undefined) {
      known.total += 1;
      known.unlogged += 1;
      known.lastAt = now;
      known.facts = withoutStack(facts);
      this.logAgain(known, now);
      return known;
    }
    const times = { beganAt: now, lastAt: now, loggedAt: now };
    const first = { level, message, facts: withoutStack(facts), ...times, total: 1, unlogged: 0, lasts: false };
    this.troubles.set(place, first);
    this.log[level](facts, message);
    this.sweepLater();
    return first;
  }

  private logAgain(trouble: Trouble, now: number): void {
    const { facts, level, loggedAt, message, unlogged } = trouble;
    if (unlogged === 0 || now - loggedAt < this.intervalMilliseconds) return;
    this.log[level]({ ...facts, occurrences: unlogged }, message);
    trouble.loggedAt = now;
    trouble.unlogged = 0;
  }

  private sweep(now: number): void {
    for (const [key, trouble] of this.troubles) {
      this.logAgain(trouble, now);
      if (this.isQuiet(trouble, now)) this.over(key);
    }
  }

  private isQuiet({ lastAt, lasts }: Trouble, now: number): boolean {
    return !lasts && now - lastAt >= this.quietMilliseconds;
  }

  /** Trouble that has ended makes no more calls, so a timer checks for it. At most one timer is set. */
  private sweepLater(): void {
    if (this.sweeping || this.troubles.size === 0) return;
    this.sweeping = true;
    this.callLater(this.intervalMilliseconds, () => {
      this.sweeping = false;
      this.sweep(this.now());
      this.sweepLater();
    });
  }
}

function callLater(milliseconds: number, call: () => void): void {
  setTimeout(call, milliseconds).unref();
}

/** Keeps class and message of an error; its stack is in the first line. */
function withoutStack(facts: object): object {
  const { error, ...rest } = facts as { readonly error?: unknown };
  if (!(error instanceof Error)) return facts;
  const { message, type } = errorFields(error, 0) as { readonly message: string; readonly type: string };
  return { ...rest, error: { type, message } };
}
