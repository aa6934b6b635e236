import type { Clock, OutgoingMessage } from '@decouple/messaging-core';
import type { InMemoryOutboxStore } from '@decouple/messaging-core/in-memory';
import type { Payment } from '../payment/payment';
import type { OverduePayments, OverdueSelection } from '../republish-overdue-payments/overdue-payments.port';
import { isOverdue, type Reemissions } from '../republish-overdue-payments/overdue-rule';
import type { InMemoryPaymentStore } from './in-memory-payment-store';

const NEVER: Reemissions = { count: 0, lastAt: undefined };

export class InMemoryOverduePayments implements OverduePayments {
  private readonly reemissions = new Map<string, Reemissions>();

  constructor(
    private readonly payments: InMemoryPaymentStore,
    private readonly outbox: InMemoryOutboxStore,
    private readonly clock: Clock,
  ) {}

  async republish(
    { limit, rule }: OverdueSelection,
    message: (payment: Payment) => OutgoingMessage,
  ): Promise<readonly Payment[]> {
    const now = this.clock.now();
    const overdue = this.payments
      .allNow()
      .filter((payment) => isOverdue(payment, this.reemissionsOf(payment), rule, now))
      .sort((a, b) => a.acceptedAt.getTime() - b.acceptedAt.getTime())
      .slice(0, limit);
    this.outbox.addNow(overdue.map(message));
    for (const payment of overdue) {
      this.reemissions.set(payment.id, { count: this.reemissionsOf(payment).count + 1, lastAt: now });
    }
    return overdue;
  }

  private reemissionsOf({ id }: Payment): Reemissions {
    return this.reemissions.get(id) ?? NEVER;
  }
}
