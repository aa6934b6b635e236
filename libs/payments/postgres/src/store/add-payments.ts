import type { Database } from '@decouple/messaging-postgres';
import type { Payment, StoreResult } from '@decouple/payments-domain';
import { insertPayments, type NewPayment } from './insert-payments';
import { findPaymentsByKey } from './payments.sql';

/** Adds a group of payments; the first of those that share a key is the one that counts. */
export async function addPayments(database: Database, group: readonly NewPayment[]): Promise<readonly StoreResult[]> {
  const firsts = firstsByKey(group);
  const refusedIds = await insertPayments(database, firsts);
  if (refusedIds.size === 0 && firsts.length === group.length) return group.map(() => STORED);
  const stored = new Set(firsts.filter(({ payment }) => !refusedIds.has(payment.id)));
  const replayed = group.filter((member) => !stored.has(member)).map(({ payment }) => payment);
  const existing = new Map<string, Payment>();
  for (const payment of await findPaymentsByKey(database, replayed)) existing.set(keyOf(payment), payment);
  return group.map((member) => (stored.has(member) ? STORED : replayOf(member.payment, existing)));
}

const STORED: StoreResult = { stored: true };

function firstsByKey(group: readonly NewPayment[]): readonly NewPayment[] {
  // Nearly always: keys that differ are not the same key, whosever they are.
  if (new Set(group.map(({ payment }) => payment.idempotencyKey)).size === group.length) return group;
  const firsts = new Map<string, NewPayment>();
  for (const member of group) {
    const key = keyOf(member.payment);
    if (!firsts.has(key)) firsts.set(key, member);
  }
  return [...firsts.values()];
}

function replayOf(payment: Payment, existing: ReadonlyMap<string, Payment>): StoreResult {
  const found = existing.get(keyOf(payment));
  if (found === undefined) throw new Error(`The key of payment ${payment.id} is used, but by no payment.`);
  return { stored: false, existing: found };
}

/** The client's own length first, so that no two pairs are the same text. */
function keyOf({ clientId, idempotencyKey }: Payment): string {
  return `${clientId.length} ${clientId} ${idempotencyKey}`;
}
