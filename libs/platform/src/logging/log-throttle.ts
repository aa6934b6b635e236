import { errorFields } from './error-fields';
import type { Log } from './log';

/** Often enough to see trouble go on, and few lines however many victims it has. */
const INTERVAL_MILLISECONDS = 60_000;

/** Kinds of trouble that are told apart. Further ones share one entry, so that neither memory nor the log grows with them. */
const MAX_KEYS = 100;
const OVERFLOW_KEY = 'other trouble';

export type TroubleLevel = 'warn' | 'error';

export interface LogThrottleOptions {
  /** From one line about the same trouble to the next; 60 s when absent. */
  readonly intervalMilliseconds?: number;
  /** How often work is repeated that may fail each time; trouble is over after three times without it. */
  readonly repeatsEveryMilliseconds?: number;
  /** Milliseconds that only grow. */
  readonly now?: () => number;
  /** Calls back once, later, without keeping the process alive. */
  readonly callLater?: (milliseconds: number, call: () => void) => void;
}

/** Trouble that goes on. */
interface Trouble {
  readonly level: TroubleLevel;
  readonly message: string;
  facts: object;
  readonly beganAt: number;
  lastAt: number;
  loggedAt: number;
  total: number;
  /** Not in a line yet. */
  unlogged: number;
  /** It has begun and not ended, so that not hearing of it does not mean that it is over. */
  lasts: boolean;
}

/**
 * Logs trouble that repeats: the first time at once and with its stack, then at most one line per interval with the number
 * in between, and one line when it is over. Thousands of failures of one kind are a handful of lines.
 *
 * What counts as the same trouble is decided by a key, which must come from few: a queue and an error code, never an id.
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

  /** Trouble that lasts until `ended` is called: an outage. */
  began(level: TroubleLevel, key: string, facts: object, message: string): void {
    this.happened(level, key, facts, message).lasts = true;
  }

  /** Logs the end of trouble whose beginning has been logged. That it is over is logged when it does not come back. */
  ended(key: string, facts: object, message: string): void {
    const trouble = this.troubles.get(key) ?? this.troubles.get(OVERFLOW_KEY);
    if (trouble !== undefined) {
      trouble.lasts = false;
      trouble.lastAt = this.now();
    }
    if (trouble === undefined || trouble.unlogged === 0) this.log.info(facts, message);
  }

  /** What had been in trouble works again; nothing is logged when it had not been. */
  over(key: string): void {
    const trouble = this.troubles.get(key);
    if (trouble === undefined) return;
    this.troubles.delete(key);
    const { beganAt, facts, lastAt, message, total } = trouble;
    // One failure that did not repeat is told by its own line.
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

  /** Trouble that has ended calls nothing any more, so a timer has to look. At most one is set. */
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

/** The class and the message of an error tell its lines apart; its stack is in the first. */
function withoutStack(facts: object): object {
  const { error, ...rest } = facts as { readonly error?: unknown };
  if (!(error instanceof Error)) return facts;
  const { message, type } = errorFields(error, 0) as { readonly message: string; readonly type: string };
  return { ...rest, error: { type, message } };
}
