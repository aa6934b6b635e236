import type { OutgoingMessage } from '@decouple/messaging-core';
import type { InMemoryOutboxStore } from '@decouple/messaging-core/in-memory';
import type { Payment } from '../payment/payment';
import type { PaymentQuery, PaymentStore, StoreResult } from '../ports/payment-store.port';

/** Payments for as long as the process lives. A synchronous step is atomic, so it needs no transactions. */
export class InMemoryPaymentStore implements PaymentStore {
  private readonly byId = new Map<string, Payment>();
  private readonly idByKey = new Map<string, string>();

  constructor(
    private readonly outbox: InMemoryOutboxStore,
    /** Told of every payment that was written. */
    private readonly onChange: (id: string) => void = () => undefined,
  ) {}

  async add(payment: Payment, message: OutgoingMessage): Promise<StoreResult> {
    const key = JSON.stringify([payment.clientId, payment.idempotencyKey]);
    const existing = this.byId.get(this.idByKey.get(key) ?? '');
    if (existing !== undefined) return { stored: false, existing };
    this.idByKey.set(key, payment.id);
    this.byId.set(payment.id, payment);
    this.outbox.addNow([message]);
    return { stored: true };
  }

  async find(clientId: string, id: string): Promise<Payment | undefined> {
    const payment = this.byId.get(id);
    return payment?.clientId === clientId ? payment : undefined;
  }

  async list({ clientId, policyNumber, status, after, limit }: PaymentQuery): Promise<readonly Payment[]> {
    return [...this.byId.values()]
      .filter((payment) => payment.clientId === clientId)
      .filter((payment) => policyNumber === undefined || payment.order.policyNumber === policyNumber)
      .filter((payment) => status === undefined || payment.state.status === status)
      .filter((payment) => after === undefined || payment.id < after)
      .sort((a, b) => (a.id < b.id ? 1 : -1))
      .slice(0, limit);
  }

  async change(id: string, change: (payment: Payment) => Payment): Promise<Payment | undefined> {
    return this.changeNow(id, change);
  }

  /** For reconciliation. */
  allNow(): Payment[] {
    return [...this.byId.values()];
  }

  findNow(id: string): Payment | undefined {
    return this.byId.get(id);
  }

  /** For repairs: stores a payment that was lost, without a message. */
  addNow(payment: Payment): void {
    this.idByKey.set(JSON.stringify([payment.clientId, payment.idempotencyKey]), payment.id);
    this.byId.set(payment.id, payment);
  }

  /** For waiting clients; undefined when there is no such payment. */
  versionNow(id: string): number | undefined {
    return this.byId.get(id)?.version;
  }

  /** For the outbox, which marks payments as queued in its own "transaction". */
  changeNow(id: string, change: (payment: Payment) => Payment): Payment | undefined {
    const payment = this.byId.get(id);
    if (payment === undefined) return undefined;
    const next = change(payment);
    if (next !== payment) {
      this.byId.set(id, next);
      this.onChange(id);
    }
    return next;
  }
}
