import type { Database } from '@decouple/messaging-postgres';
import type { Payment, StoreResult } from '@decouple/payments-domain';
import { findPaymentsByKey } from './find-payments-by-key';
import { insertPayments, type NewPayment } from './insert-payments';

/** Adds a group of payments; the first of those that share a key is the one that counts. */
export async function addPayments(database: Database, group: readonly NewPayment[]): Promise<readonly StoreResult[]> {
  const firsts = new Map<string, NewPayment>();
  for (const member of group) {
    const key = keyOf(member.payment);
    if (!firsts.has(key)) firsts.set(key, member);
  }
  const storedIds = await insertPayments(database, [...firsts.values()]);
  const isStored = (member: NewPayment): boolean =>
    firsts.get(keyOf(member.payment)) === member && storedIds.has(member.payment.id);
  const refused = group.filter((member) => !isStored(member)).map(({ payment }) => payment);
  const existing = new Map<string, Payment>();
  if (refused.length > 0) {
    for (const payment of await findPaymentsByKey(database, refused)) existing.set(keyOf(payment), payment);
  }
  return group.map((member) => (isStored(member) ? { stored: true } : replayOf(member.payment, existing)));
}

function replayOf(payment: Payment, existing: ReadonlyMap<string, Payment>): StoreResult {
  const found = existing.get(keyOf(payment));
  if (found === undefined) throw new Error(`The key of payment ${payment.id} is used, but by no payment.`);
  return { stored: false, existing: found };
}

function keyOf({ clientId, idempotencyKey }: Payment): string {
  return JSON.stringify([clientId, idempotencyKey]);
}
