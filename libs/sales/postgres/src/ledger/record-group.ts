import { type Database, insertOutboxMessages } from '@decouple/messaging-postgres';
import type { RecordSaleResult, SaleToRecord } from '@decouple/sales-domain';
import { addToMonthlyTotals } from './add-to-monthly-totals';
import { decideGroup } from './decide-group';
import { insertLedgerEntries } from './insert-ledger-entries';
import { insertPolicies } from './insert-policies';
import { readLedger } from './read-ledger';

/** Another process wrote to the ledger what this group was about to write, after the group had looked. */
export class LostRaceError extends Error {
  override readonly name = 'LostRaceError';

  constructor() {
    super('Another process was faster; what was decided no longer holds.');
  }
}

/**
 * Records a group of sales in one transaction: all or none.
 *
 * @throws LostRaceError when another process changed the ledger in between; the same call again decides anew
 */
export function recordGroup(
  database: Database,
  requests: readonly SaleToRecord[],
): Promise<readonly RecordSaleResult[]> {
  return database.transaction(async (transaction) => {
    const before = await readLedger(
      transaction,
      requests.map(({ sale }) => sale),
    );
    const { results, newEntries, newPolicies, answers } = decideGroup(requests, before);
    await unlessFaster(newPolicies.size, insertPolicies(transaction, newPolicies));
    await unlessFaster(newEntries.length, insertLedgerEntries(transaction, newEntries));
    await insertOutboxMessages(transaction, answers);
    // Last: the total of the month is the one row that every group needs, so its lock is held for the commit alone.
    await addToMonthlyTotals(transaction, newEntries);
    return results;
  });
}

async function unlessFaster(expected: number, inserted: Promise<number>): Promise<void> {
  if ((await inserted) !== expected) throw new LostRaceError();
}
