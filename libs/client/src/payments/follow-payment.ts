import { isPassing } from '../problem';
import { DEFAULT_BACKOFF, pauseAfter } from '../retry/backoff';
import { pauseFor } from '../retry/pause';
import type { Payment } from './payment';
import type { PaymentWatch } from './payment-watch';

/** After a question that failed; longer when it goes on, or when the service asks for it. */
const SHORTEST_OUTAGE_MS = 2_000;
/** An opened stream that says nothing for so long is behind a proxy that holds it back: asking is surer. */
const FIRST_NEWS_WITHIN_MS = 4_000;
/** EventSource connects again by itself after the pause that the service asked for, at most 3 s, and then has news. */
const RECONNECTED_WITHIN_MS = 3_000 + FIRST_NEWS_WITHIN_MS;
/** `EventSource.CONNECTING`: the stream has ended, and is about to be opened anew. */
const CONNECTING = 0;
/** Then the push is tried again. */
const NEXT_STREAM_AFTER_MS = 30_000;

/** How news of a payment come: pushed by the service, asked for, or not at all at this moment. */
export type Connectedness = 'live' | 'polling' | 'lost';

export interface PaymentFollower {
  /** The payment as it is, and at every change until it is final. May be told twice. */
  onPayment(payment: Payment): void;
  onConnection?(connectedness: Connectedness): void;
  /** The payment cannot be followed: it does not exist, or belongs to another client. No event follows. */
  onProblem?(error: unknown): void;
}

/** The part of EventSource that is used here. */
export interface EventStream {
  /** 0 while it connects, also anew; 1 while it is open; 2 when it is closed for good. */
  readonly readyState?: number;
  addEventListener(type: string, listener: (event: { readonly data?: unknown }) => void): void;
  close(): void;
}

export interface PaymentSource {
  readonly watch: Pick<PaymentWatch, 'look'>;
  /** A stream whose events `status` carry the payment as JSON; undefined where there is no EventSource. */
  readonly openEvents: (() => EventStream) | undefined;
}

/**
 * Follows a payment to its end: by Server-Sent Events where they come through, by asking again and again where they do
 * not. Survives outages; a definitive refusal ends it.
 *
 * @returns ends it
 */
export function followPayment(follower: PaymentFollower, { openEvents, watch }: PaymentSource): () => void {
  const ending = new AbortController();
  const { signal } = ending;
  let closeStream = (): void => undefined;

  const end = (): void => {
    ending.abort();
    closeStream();
  };
  const tell = (payment: Payment): void => {
    if (signal.aborted) return;
    follower.onPayment(payment);
    if (payment.final) end();
  };

  const listen = (open: () => EventStream): void => {
    const stream = open();
    const giveUp = (): void => {
      closeStream();
      if (!signal.aborted) void poll();
    };
    let hasNews = false;
    let silence = setTimeout(giveUp, FIRST_NEWS_WITHIN_MS);
    closeStream = () => {
      clearTimeout(silence);
      stream.close();
    };
    stream.addEventListener('status', ({ data }) => {
      clearTimeout(silence);
      hasNews = true;
      if (signal.aborted) return;
      follower.onConnection?.('live');
      tell(JSON.parse(String(data)) as Payment);
    });
    stream.addEventListener('error', () => {
      // An instance that stops ends its streams: the next one gets the time to take over. Only once without news.
      if (!hasNews || stream.readyState !== CONNECTING) return giveUp();
      hasNews = false;
      silence = setTimeout(giveUp, RECONNECTED_WITHIN_MS);
    });
  };

  let failures = 0;

  /** Never rejects: errors go to the follower. */
  const poll = async (): Promise<void> => {
    const listenAgainAt = performance.now() + NEXT_STREAM_AFTER_MS;
    try {
      while (openEvents === undefined || performance.now() < listenAgainAt) {
        await pauseFor(await ask(), signal).over;
      }
      listen(openEvents);
    } catch (error) {
      if (signal.aborted) return;
      end();
      follower.onProblem?.(error);
    }
  };

  /** @returns how long to wait before the next question @throws what does not pass */
  const ask = async (): Promise<number> => {
    try {
      const { payment, pauseMs } = await watch.look(Number.POSITIVE_INFINITY, signal);
      if (signal.aborted) return 0;
      failures = 0;
      follower.onConnection?.('polling');
      if (payment !== undefined) tell(payment);
      return pauseMs;
    } catch (error) {
      if (!signal.aborted) follower.onConnection?.('lost');
      if (!isPassing(error)) throw error;
      failures += 1;
      return Math.max(SHORTEST_OUTAGE_MS, pauseAfter(failures, error, DEFAULT_BACKOFF));
    }
  };

  if (openEvents === undefined) void poll();
  else listen(openEvents);
  return end;
}
