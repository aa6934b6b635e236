import type { Transaction } from '@decouple/messaging-postgres';
import type { RebuildRequest, RepairResult } from '@decouple/payments-domain';
import { findKnownIds } from '../store/payments.sql';
import { updatePayments } from '../store/update-payments';
import { insertLostPayments } from './insert-lost-payments';
import { insertRepair } from './repairs.sql';

/** Stores payments that are not known here within the caller's transaction. */
export async function rebuildPayments(transaction: Transaction, request: RebuildRequest): Promise<RepairResult> {
  const { dryRun, payments } = request;
  const missing = dryRun ? await missingIds(transaction, request) : await insertLostPayments(transaction, payments);
  const rebuilt = payments.filter(({ id }) => missing.has(id));
  const result: RepairResult = {
    repaired: rebuilt.map(({ id }) => id),
    skipped: payments.filter(({ id }) => !missing.has(id)).map(({ id }) => ({ id, why: 'known' })),
    spreadSeconds: 0,
  };
  if (dryRun) return result;
  await updatePayments(transaction, rebuilt);
  await insertRepair(transaction, 'rebuild', request, result);
  return result;
}

async function missingIds(transaction: Transaction, { payments }: RebuildRequest): Promise<ReadonlySet<string>> {
  const ids = payments.map(({ id }) => id);
  const known = await findKnownIds(transaction, ids);
  return new Set(ids.filter((id) => !known.has(id)));
}
