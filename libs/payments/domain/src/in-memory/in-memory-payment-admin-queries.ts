import { type Payment, PAYMENT_STATUSES } from '../payment/payment';
import type { PaymentCounts, PaymentAdminQueries } from '../admin-queries/payment-admin-queries.port';
import type { InMemoryPaymentStore } from './in-memory-payment-store';

export class InMemoryPaymentAdminQueries implements PaymentAdminQueries {
  constructor(private readonly payments: InMemoryPaymentStore) {}

  async find(id: string): Promise<Payment | undefined> {
    return this.payments.allNow().find((payment) => payment.id === id);
  }

  async page({
    after,
    limit,
  }: {
    readonly after?: string | undefined;
    readonly limit: number;
  }): Promise<readonly Payment[]> {
    return [...this.payments.allNow()]
      .filter(({ id }) => after === undefined || id > after)
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .slice(0, limit);
  }

  async search(text: string, limit: number): Promise<readonly Payment[]> {
    return [...this.payments.allNow()]
      .filter(({ id, idempotencyKey, order }) => [id, idempotencyKey, order.policyNumber].includes(text))
      .sort((a, b) => (a.id < b.id ? 1 : -1))
      .slice(0, limit);
  }

  async oldestUnanswered(): Promise<Date | undefined> {
    const unanswered = this.payments.allNow().filter(({ state }) => ['accepted', 'queued'].includes(state.status));
    return unanswered.map(({ acceptedAt }) => acceptedAt).sort((a, b) => a.getTime() - b.getTime())[0];
  }

  async counts(): Promise<PaymentCounts> {
    const payments = this.payments.allNow();
    const count = (status: string): number => payments.filter(({ state }) => state.status === status).length;
    return Object.fromEntries(PAYMENT_STATUSES.map((status) => [status, count(status)])) as unknown as PaymentCounts;
  }
}
