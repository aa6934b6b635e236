import type { Payment, PaymentStatus } from '../payment/payment';

export type PaymentCounts = Readonly<Record<PaymentStatus, number>>;

/** Payments of all clients: for operators, never for clients. */
export interface PaymentAdminQueries {
  find(id: string): Promise<Payment | undefined>;

  /** Payments in the order of their ids, which is that of their acceptance, from above `after`. */
  page(page: { readonly after?: string | undefined; readonly limit: number }): Promise<readonly Payment[]>;

  /** Payments whose id, policy number or idempotency key is exactly the text; newest first. */
  search(text: string, limit: number): Promise<readonly Payment[]>;

  /** How many payments have each status. Looks at every payment: not for each second of a large queries. */
  counts(): Promise<PaymentCounts>;

  /** When the oldest payment was accepted that sales has said nothing about yet; undefined when there is none. */
  oldestUnanswered(): Promise<Date | undefined>;
}
