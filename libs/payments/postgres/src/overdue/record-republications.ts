import type { Transaction } from '@decouple/messaging-postgres';

const NOTE_REEMISSIONS = `
  update payments
  set reemissions = payments.reemissions + 1, reemitted_at = $2::timestamptz
  where payments.id = any($1::uuid[])
`;

export async function noteReemissions(transaction: Transaction, ids: readonly string[], at: Date): Promise<void> {
  await transaction.query(NOTE_REEMISSIONS, [ids, at.toISOString()]);
}
