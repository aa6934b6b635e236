import type { Payment } from '../payment/payment';

/** All payments, whoever they belong to: for those who look after the service, never for clients. */
export interface PaymentRegister {
  find(id: string): Promise<Payment | undefined>;

  /** Payments in the order of their ids, which is that of their acceptance, from above `after`. */
  page(page: { readonly after?: string | undefined; readonly limit: number }): Promise<readonly Payment[]>;
}
