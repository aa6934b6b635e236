import { setTimeout as delay } from 'node:timers/promises';
import type { Randomness } from '@decouple/messaging-core';
import { type GrowingRecord, newRecord } from './client-record';
import { WAYS_TO_LEAVE } from './leaving-client';
import type { PaymentClient } from './payment-client';
import type { PaymentOrders } from './payment-order';

/** Limit of concurrent clients. Beyond it new payments wait, so that an outage does not accumulate sockets. */
const MAX_IN_FLIGHT = 500;
const TICK_MILLISECONDS = 20;
/** Share of clients that send the same payment to both processes at the same time. */
const TWICE_AT_ONCE_PROBABILITY = 0.03;
/** Clients that leave before they are answered, and pay with the same key later. */
const LEAVES_FIRST_PROBABILITY = 0.1;

/** Pays at a steady rate; what an outage delays is made up for after it. */
export class LoadGenerator {
  /** One for each payment, in the order in which they were begun. */
  readonly records: GrowingRecord[] = [];
  private readonly inFlight = new Set<Promise<void>>();
  private readonly failures: unknown[] = [];

  constructor(
    private readonly client: PaymentClient,
    private readonly orders: PaymentOrders,
    private readonly randomness: Randomness,
  ) {}

  /** Payments with at least one 202. */
  get answered(): number {
    return this.records.reduce((sum, { requestIds }) => sum + Math.min(1, requestIds.size), 0);
  }

  /** Begins payments for so long. The clients go on until they are answered: see {@link finished}. */
  async run(milliseconds: number, perSecond: number, signal: AbortSignal, deadline: AbortSignal): Promise<void> {
    const startedAt = performance.now();
    for (let elapsed = 0; elapsed < milliseconds; elapsed = performance.now() - startedAt) {
      const due = Math.floor((elapsed * perSecond) / 1_000);
      while (this.records.length < due && this.inFlight.size < MAX_IN_FLIGHT) this.begin(deadline);
      await delay(TICK_MILLISECONDS, undefined, { signal });
    }
  }

  /** Resolves when every client has a 202 or its signal is aborted. */
  async finished(): Promise<void> {
    await Promise.all(this.inFlight);
    if (this.failures.length > 0) throw this.failures[0];
  }

  private begin(deadline: AbortSignal): void {
    const record = newRecord(this.orders.next());
    this.records.push(record);
    const first = this.records.length;
    this.follow(this.pay(record, first, deadline));
    if (this.randomness.next() < TWICE_AT_ONCE_PROBABILITY) this.follow(this.client.pay(record, first + 1, deadline));
  }

  private async pay(record: GrowingRecord, firstUrl: number, deadline: AbortSignal): Promise<void> {
    const way = WAYS_TO_LEAVE[Math.floor((this.randomness.next() / LEAVES_FIRST_PROBABILITY) * WAYS_TO_LEAVE.length)];
    if (way !== undefined) await this.client.leave(record, firstUrl, way);
    await this.client.pay(record, firstUrl, deadline);
  }

  private follow(payment: Promise<void>): void {
    const followed = payment
      .catch((error: unknown) => {
        this.failures.push(error);
      })
      .finally(() => this.inFlight.delete(followed));
    this.inFlight.add(followed);
  }
}
