import type { Payment } from '../payment/payment';
import type { PaymentRegister } from '../ports/payment-register.port';
import type { InMemoryPaymentStore } from './in-memory-payment-store';

export class InMemoryPaymentRegister implements PaymentRegister {
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
}
