import type { PaymentOrder } from '../api/payments-api';
import { storedValue } from '../app/stored-value';

/**
 * A payment that was sent, or was about to be, and has no definitive answer. Kept until it has one, so that a closed
 * tab, a reload or a lost network repeats the same request with the same key instead of paying again.
 */
export interface UnfinishedPayment {
  readonly idempotencyKey: string;
  readonly order: PaymentOrder;
  readonly startedAt: string;
}

function isUnfinishedPayment(value: unknown): value is UnfinishedPayment {
  const { idempotencyKey, order, startedAt } = (value ?? {}) as Partial<UnfinishedPayment>;
  return typeof idempotencyKey === 'string' && typeof startedAt === 'string' && typeof order === 'object';
}

export const unfinishedPayment = storedValue('unfinished-payment', isUnfinishedPayment);

/** A new key for each payment that a person means. Works on plain-HTTP hosts too, where crypto.randomUUID is missing. */
export function newIdempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
