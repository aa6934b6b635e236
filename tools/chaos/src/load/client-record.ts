import type { PaymentOrder } from './payment-order';

/** What the client knows of one of its payments. */
export interface ClientRecord {
  readonly order: PaymentOrder;
  /** From every 202. One id, if the key does what it is for. */
  readonly requestIds: Set<string>;
  /** Answers that no outage explains: neither a 202 nor a 503. */
  readonly refusals: string[];
}

export const newRecord = (order: PaymentOrder): ClientRecord => ({ order, requestIds: new Set(), refusals: [] });
