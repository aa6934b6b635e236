import type { PaymentRequest } from '@decouple/client';
import { storedValue } from '../storage/stored-value';

/**
 * A payment without a definitive response. It is stored until it has one, so that a closed tab, a reload or a lost network
 * repeats the same request with the same key and does not pay again.
 */
export interface UnfinishedPayment {
  readonly idempotencyKey: string;
  readonly order: PaymentRequest;
  readonly startedAt: string;
}

function isUnfinishedPayment(value: unknown): value is UnfinishedPayment {
  const { idempotencyKey, order, startedAt } = (value ?? {}) as Partial<UnfinishedPayment>;
  return typeof idempotencyKey === 'string' && typeof startedAt === 'string' && typeof order === 'object';
}

export const unfinishedPayment = storedValue('unfinished-payment', isUnfinishedPayment);
