import { setTimeout as delay } from 'node:timers/promises';
import type { ClientRecord } from './client-record';
import { leave, type WayToLeave } from './leaving-client';
import type { PaymentOrder } from './payment-order';

/** Below the shortest freeze that matters, above what an answer takes on a busy machine. */
const ANSWER_WITHIN_MILLISECONDS = 3_000;
const FIRST_PAUSE_MILLISECONDS = 100;
const LONGEST_PAUSE_MILLISECONDS = 1_000;

/** A client that does not give up: it repeats with the same key, through one process and the other, until a 202. */
export class PaymentClient {
  /** Why requests were repeated, with how often. */
  readonly repeats = new Map<string, number>();
  /** How clients left before they were answered, with how often. */
  readonly departures = new Map<WayToLeave, number>();

  constructor(private readonly baseUrls: readonly string[]) {}

  /** Resolves at a 202, or when the signal is aborted; the record says which. */
  async pay(record: ClientRecord, firstUrl: number, signal: AbortSignal): Promise<void> {
    let pause = FIRST_PAUSE_MILLISECONDS;
    for (let attempt = firstUrl; !signal.aborted; attempt += 1) {
      const url = this.baseUrls[attempt % this.baseUrls.length] ?? '';
      const why = await this.attempt(url, record, signal);
      if (why === undefined || signal.aborted) return;
      this.repeats.set(why, (this.repeats.get(why) ?? 0) + 1);
      // Not from the seed: how many requests fail, and when, is not the same in two runs anyway.
      await pauseUnlessAborted(pause * (0.5 + Math.random()), signal);
      pause = Math.min(LONGEST_PAUSE_MILLISECONDS, pause * 2);
    }
  }

  /** Sends the payment and leaves without an answer; whether it was stored is not known. Never rejects. */
  async leave(record: ClientRecord, firstUrl: number, way: WayToLeave): Promise<void> {
    this.departures.set(way, (this.departures.get(way) ?? 0) + 1);
    await leave(this.baseUrls[firstUrl % this.baseUrls.length] ?? '', requestOf(record.order), way);
  }

  /** Sends once; undefined after a 202, else why it must be repeated. */
  private async attempt(url: string, record: ClientRecord, signal: AbortSignal): Promise<string | undefined> {
    const timeout = AbortSignal.timeout(ANSWER_WITHIN_MILLISECONDS);
    try {
      const { body, headers, path } = requestOf(record.order);
      const response = await fetch(`${url}${path}`, {
        method: 'POST',
        headers,
        body,
        signal: AbortSignal.any([signal, timeout]),
      });
      const answer = await response.text();
      if (response.status === 202) {
        record.requestIds.add((JSON.parse(answer) as { requestId: string }).requestId);
        return undefined;
      }
      if (response.status !== 503) record.refusals.push(`${response.status} ${answer.slice(0, 300)}`);
      return `answer ${response.status}`;
    } catch {
      // A process that is dead, dying or frozen: whether it has stored the payment is not known.
      return timeout.aborted ? 'no answer in time' : 'connection lost';
    }
  }
}

function requestOf(order: PaymentOrder): { path: string; headers: Record<string, string>; body: string } {
  return {
    path: '/v1/payments',
    headers: { 'content-type': 'application/json', 'idempotency-key': `"${order.idempotencyKey}"` },
    body: JSON.stringify(bodyOf(order)),
  };
}

function bodyOf({ amountMinor, billingPeriod, currency, policyNumber }: PaymentOrder): object {
  return {
    policyNumber,
    customerId: `CUST-${policyNumber.slice(-4)}`,
    billingPeriod,
    amount: { value: String(amountMinor), currency },
    paymentMethod: { type: 'card', token: 'tok_visa_4f9a' },
  };
}

async function pauseUnlessAborted(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await delay(milliseconds, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
