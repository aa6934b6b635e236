import type { Payment } from '../payment/payment';
import type { PaymentQuery, PaymentStore } from '../payment/payment-store.port';

export interface PaymentPage {
  readonly payments: readonly Payment[];
  /** Give it as `after` to get the next page; undefined on the last one. */
  readonly next: string | undefined;
}

/** Lists a client's payments, newest first, in pages that stay stable while payments come in. */
export class ListPayments {
  constructor(private readonly payments: PaymentStore) {}

  async execute(query: PaymentQuery): Promise<PaymentPage> {
    // One more than requested shows whether there is a next page.
    const found = await this.payments.list({ ...query, limit: query.limit + 1 });
    const payments = found.slice(0, query.limit);
    return { payments, next: found.length > query.limit ? payments.at(-1)?.id : undefined };
  }
}
