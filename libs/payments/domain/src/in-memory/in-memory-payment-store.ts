import type { OutgoingMessage } from '@decouple/messaging-core';
import type { InMemoryOutboxStore } from '@decouple/messaging-core/in-memory';
import type { Payment } from '../payment/payment';
import type {
  ChangedPayment,
  PaymentChange,
  PaymentQuery,
  PaymentStore,
  StoreResult,
} from '../payment/payment-store.port';
import { paymentIdOf, type Settlement, SETTLEMENTS } from '../settlement/settlements';

/** Payments for as long as the process lives. A synchronous step is atomic, so it needs no transactions. */
export class InMemoryPaymentStore implements PaymentStore {
  private readonly byId = new Map<string, Payment>();
  private readonly idByKey = new Map<string, string>();

  constructor(
    private readonly outbox: InMemoryOutboxStore,
    /** Called for every payment that was written. */
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

  async change(id: string, decide: (payment: Payment) => PaymentChange): Promise<ChangedPayment | undefined> {
    const before = this.byId.get(id);
    if (before === undefined) return undefined;
    const { payment, messages = [] } = decide(before);
    this.write(before, payment);
    this.outbox.addNow(messages);
    return { payment, changed: payment !== before };
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

  /** For the outbox, which settles messages in its own "transaction". */
  settleNow(
    message: Pick<OutgoingMessage, 'id' | 'type'>,
    move: (settlement: Settlement, payment: Payment) => Payment,
  ): void {
    const settlement = SETTLEMENTS[message.type];
    const payment = this.byId.get(paymentIdOf(message));
    if (settlement !== undefined && payment !== undefined) this.write(payment, move(settlement, payment));
  }

  private write(before: Payment, payment: Payment): void {
    if (payment === before) return;
    this.byId.set(payment.id, payment);
    this.onChange(payment.id);
  }
}
