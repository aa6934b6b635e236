import type { Connection } from '../http/connection';
import { retryAfterSeconds } from '../http/retry-after';
import type { Payment } from './payment';

/** How long a question is held by the service at most: below the idle time-outs of common proxies. */
export const LONGEST_HOLD_MS = 20_000;
/** Between two questions to a service, or a proxy, that does not hold them and does not say when to come back. */
const UNADVISED_PAUSE_MS = 2_000;
/** A question whose answer is no news is not repeated sooner, whatever the service says. */
const SHORTEST_PERIOD_MS = 1_000;
/** The answer to a held question needs this long to arrive. */
const ANSWER_TAKES_MS = 1_000;

export interface Sighting {
  /** Undefined when nothing changed since the last one. */
  readonly payment: Payment | undefined;
  /** How long to wait before the next question. */
  readonly pauseMs: number;
}

/** Asks where one payment stands, again and again, as the service would like to be asked. */
export class PaymentWatch {
  private entityTag: string | undefined;

  constructor(
    private readonly connection: Connection,
    private readonly requestId: string,
    private readonly attemptTimeoutMs: number,
  ) {}

  /**
   * The first question is answered at once; later ones are held by the service until something changes.
   *
   * @param remainingMs for how long there is interest in the answer
   * @throws ProblemError, UnreachableError or the signal's reason; asking again is possible after the first two
   */
  async look(remainingMs: number, signal?: AbortSignal): Promise<Sighting> {
    const askedAt = performance.now();
    const known = this.entityTag;
    const holdSeconds = Math.floor(Math.min(remainingMs - ANSWER_TAKES_MS, LONGEST_HOLD_MS) / 1_000);
    const held = known !== undefined && holdSeconds > 0;
    const { document, headers } = await this.connection.ask({
      path: paymentPath(this.requestId),
      headers: {
        ...(known === undefined ? {} : { 'if-none-match': known }),
        ...(held ? { prefer: `wait=${holdSeconds}` } : {}),
      },
      signal,
      timeoutMs: Math.min(remainingMs, this.attemptTimeoutMs + (held ? holdSeconds * 1_000 : 0)),
    });
    this.entityTag = headers.get('etag') ?? undefined;
    const wasHeld = known === undefined || headers.has('preference-applied');
    const earliest = document === undefined ? askedAt + SHORTEST_PERIOD_MS - performance.now() : 0;
    return {
      payment: document as Payment | undefined,
      pauseMs: Math.max(earliest, pauseFor(retryAfterSeconds(headers), wasHeld)),
    };
  }
}

/** Advice to come back soon is followed by asking at once and being held; advice to stay away longer is followed. */
function pauseFor(adviceSeconds: number | undefined, wasHeld: boolean): number {
  const advice = adviceSeconds === undefined ? undefined : adviceSeconds * 1_000;
  if (!wasHeld) return advice ?? UNADVISED_PAUSE_MS;
  return advice === undefined || advice <= LONGEST_HOLD_MS ? 0 : advice;
}

export function paymentPath(requestId: string): string {
  return `/v1/payments/${encodeURIComponent(requestId)}`;
}
