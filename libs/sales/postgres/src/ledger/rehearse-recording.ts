import { randomInt, randomUUID } from 'node:crypto';
import { insertOutboxMessages, rehearse } from '@decouple/messaging-postgres';
import type { DataSource } from 'typeorm';
import { addToMonthlyTotals } from './add-to-monthly-totals';
import type { NewLedgerEntry } from './decide-group';
import { insertLedgerEntries } from './insert-ledger-entries';
import { insertPolicies } from './insert-policies';

/**
 * Writes what recording a payment writes, and rolls it back.
 *
 * @throws InfrastructureError while the database does not take payments
 * @throws StatementError
 */
export function rehearseRecording(dataSource: DataSource, resource: string): Promise<void> {
  const entry = anEntry();
  const { currency } = entry.sale.amount;
  const { policyNumber, paymentId } = entry.sale;
  return rehearse(dataSource, resource, async (transaction) => {
    await insertPolicies(transaction, new Map([[policyNumber, currency]]));
    await insertLedgerEntries(transaction, [entry]);
    await insertOutboxMessages(transaction, [
      { queue: 'none', source: 'urn:decouple:rehearsal', id: paymentId, type: 'rehearsal', body: '' },
    ]);
    await addToMonthlyTotals(transaction, [entry]);
  });
}

/** Of a policy that does not exist and a month long ago, drawn at random: two rehearsals do not wait for each other. */
function anEntry(): NewLedgerEntry {
  const paymentId = randomUUID();
  const now = new Date();
  const year = String(randomInt(1, 1_000)).padStart(4, '0');
  const month = String(randomInt(1, 13)).padStart(2, '0');
  return {
    sale: {
      paymentId,
      policyNumber: `rehearsal-${paymentId}`,
      customerId: 'rehearsal',
      billingPeriod: `${year}-${month}`,
      amount: { minorUnits: 1n, currency: 'XXX' },
      paymentMethodType: 'rehearsal',
      acceptedAt: now,
    },
    entry: { paymentId, decision: { outcome: 'recorded' }, decidedAt: now },
  };
}
