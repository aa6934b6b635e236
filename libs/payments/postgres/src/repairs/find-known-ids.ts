import type { Transaction } from '@decouple/messaging-postgres';

const FIND_KNOWN_IDS = `select payments.id from payments where payments.id = any($1::uuid[])`;

export async function findKnownIds(transaction: Transaction, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await transaction.query<{ readonly id: string }>(FIND_KNOWN_IDS, [ids]);
  return new Set(rows.map(({ id }) => id));
}
