import { setTimeout as delay } from 'node:timers/promises';
import type { GrowingRecord } from './client-record';
import { leave, type WayToLeave } from './leaving-client';
import { PAYMENT_METHOD, type PaymentOrder } from './payment-order';

/** Shorter than the freezes of this tool, longer than a response takes on a busy machine. */
const ANSWER_WITHIN_MILLISECONDS = 3_000;
const FIRST_PAUSE_MILLISECONDS = 100;
const LONGEST_PAUSE_MILLISECONDS = 1_000;

/** Repeats a request with the same key, against the API processes in turn, until one answers 202. */
export class PaymentClient {
  /** Number of repeated requests by reason. */
  readonly repeats = new Map<string, number>();
  /** Number of clients that disconnected before the response, by how they did it. */
  readonly departures = new Map<WayToLeave, number>();

  constructor(private readonly baseUrls: readonly string[]) {}

  /** Resolves after a 202 or when the signal is aborted; the record shows which. */
  async pay(record: GrowingRecord, firstUrl: number, signal: AbortSignal): Promise<void> {
    let pause = FIRST_PAUSE_MILLISECONDS;
    for (let attempt = firstUrl; !signal.aborted; attempt += 1) {
      const url = this.baseUrls[attempt % this.baseUrls.length] ?? '';
      const why = await this.attempt(url, record, signal);
      if (why === undefined || signal.aborted) return;
      this.repeats.set(why, (this.repeats.get(why) ?? 0) + 1);
      // Not seeded: the number and the time of failures differ between two runs anyway.
      await pauseUnlessAborted(pause * (0.5 + Math.random()), signal);
      pause = Math.min(LONGEST_PAUSE_MILLISECONDS, pause * 2);
    }
  }

  /** Sends the payment and disconnects before the response. The payment may or may not be stored. Never rejects. */
  async leave(record: GrowingRecord, firstUrl: number, way: WayToLeave): Promise<void> {
    this.departures.set(way, (this.departures.get(way) ?? 0) + 1);
    await leave(this.baseUrls[firstUrl % this.baseUrls.length] ?? '', requestOf(record.order), way);
  }

  /** Sends once. Returns undefined after a 202, otherwise the reason for a repetition. */
  private async attempt(url: string, record: GrowingRecord, signal: AbortSignal): Promise<string | undefined> {
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
      // The process died or froze. The payment may or may not be stored.
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

function bodyOf({ amountMinor, billingPeriod, currency, customerId, policyNumber }: PaymentOrder): object {
  return {
    policyNumber,
    customerId,
    billingPeriod,
    amount: { value: amountMinor, currency },
    paymentMethod: PAYMENT_METHOD,
  };
}

async function pauseUnlessAborted(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await delay(milliseconds, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
