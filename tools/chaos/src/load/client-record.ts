import type { ClientRecord } from '@decouple/invariants';
import type { PaymentOrder } from './payment-order';

/** What a client has received so far. */
export interface GrowingRecord extends ClientRecord {
  readonly order: PaymentOrder;
  readonly requestIds: Set<string>;
  readonly refusals: string[];
}

export const newRecord = (order: PaymentOrder): GrowingRecord => ({ order, requestIds: new Set(), refusals: [] });
