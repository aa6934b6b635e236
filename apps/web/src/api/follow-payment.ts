import type { Payment, PaymentFollower } from './payments-api';
import { isPassing } from './problem';

/** Between two questions while nothing is pushed. */
const POLL_MILLISECONDS = 2_000;
/** An opened stream that says nothing for so long is behind a proxy that holds it back: asking is surer. */
const FIRST_NEWS_WITHIN_MILLISECONDS = 4_000;
/** Then the push is tried again. */
const POLLS_BEFORE_NEXT_STREAM = 15;

/** The part of EventSource that is used here. */
export interface EventStream {
  addEventListener(type: string, listener: (event: { readonly data?: unknown }) => void): void;
  close(): void;
}

export interface PaymentSource {
  find(): Promise<Payment>;
  /** A stream whose events `status` carry the payment as JSON. */
  openEvents(): EventStream;
}

/**
 * Follows a payment to its end: by Server-Sent Events where they come through, by asking again and again where they do
 * not. Survives outages; a definitive refusal (no such payment) ends it.
 *
 * @returns ends it
 */
export function followPayment(follower: PaymentFollower, source: PaymentSource): () => void {
  let ended = false;
  let stop = (): void => undefined;

  const tell = (payment: Payment): void => {
    if (ended) return;
    follower.onPayment(payment);
    if (payment.final) end();
  };
  const end = (): void => {
    ended = true;
    stop();
  };

  const listen = (): void => {
    const stream = source.openEvents();
    const silence = setTimeout(() => poll(0), FIRST_NEWS_WITHIN_MILLISECONDS);
    stop = () => {
      clearTimeout(silence);
      stream.close();
    };
    stream.addEventListener('status', ({ data }) => {
      clearTimeout(silence);
      follower.onConnection('live');
      tell(JSON.parse(String(data)) as Payment);
    });
    stream.addEventListener('error', () => poll(0));
  };

  const poll = (polls: number): void => {
    if (ended) return;
    stop();
    if (polls >= POLLS_BEFORE_NEXT_STREAM) {
      listen();
      return;
    }
    let timer: ReturnType<typeof setTimeout>;
    stop = () => clearTimeout(timer);
    const again = (): void => {
      if (!ended) timer = setTimeout(() => poll(polls + 1), POLL_MILLISECONDS);
    };
    source.find().then(
      (payment) => {
        if (ended) return;
        follower.onConnection('polling');
        tell(payment);
        again();
      },
      (error: Error) => {
        if (ended) return;
        follower.onConnection('lost');
        if (isPassing(error)) {
          again();
          return;
        }
        end();
        follower.onProblem(error);
      },
    );
  };

  listen();
  return end;
}
