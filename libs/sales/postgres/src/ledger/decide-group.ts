import type { OutgoingMessage } from '@decouple/messaging-core';
import type { LedgerEntry, RecordSaleResult, Sale, SaleToRecord } from '@decouple/sales-domain';
import { type LedgerExtract, periodKey } from './read-ledger';

export interface NewLedgerEntry {
  readonly sale: Sale;
  readonly entry: LedgerEntry;
}

/** What recording a group comes down to. */
export interface GroupDecision {
  /** One per request, in the order of the requests. */
  readonly results: readonly RecordSaleResult[];
  readonly newEntries: readonly NewLedgerEntry[];
  /** Currency by the policies that had no recorded payment before. */
  readonly newPolicies: ReadonlyMap<string, string>;
  readonly answers: readonly OutgoingMessage[];
}

/** Decides on the sales one after the other, so that each sees what the ones before it come to. */
export function decideGroup(requests: readonly SaleToRecord[], before: LedgerExtract): GroupDecision {
  const entries = new Map(before.entries);
  const paidBy = new Map(before.paidBy);
  const currencies = new Map(before.currencies);
  const newEntries: NewLedgerEntry[] = [];
  const newPolicies = new Map<string, string>();
  const results = requests.map(({ sale, decidedAt, decide }): RecordSaleResult => {
    const existing = entries.get(sale.paymentId);
    if (existing !== undefined) return { entry: existing, duplicate: true };
    const { currency } = sale.amount;
    const history = { paidBy: paidBy.get(periodKey(sale)), currency: currencies.get(sale.policyNumber) };
    const entry: LedgerEntry = { paymentId: sale.paymentId, decision: decide(history), decidedAt };
    if (entry.decision.outcome === 'recorded') {
      // The constraints would refuse it as if it had lost a race, again and again.
      if (history.paidBy !== undefined || (history.currency ?? currency) !== currency) {
        throw new Error(`Payment ${sale.paymentId} was decided to be recorded against the policy's history.`);
      }
      paidBy.set(periodKey(sale), sale.paymentId);
      if (history.currency === undefined) newPolicies.set(sale.policyNumber, currency);
      currencies.set(sale.policyNumber, currency);
    }
    entries.set(sale.paymentId, entry);
    newEntries.push({ sale, entry });
    return { entry, duplicate: false };
  });
  const answers = requests.flatMap(({ answer }, index) => {
    const result = results[index];
    return result === undefined ? [] : [answer(result.entry)];
  });
  return { results, newEntries, newPolicies, answers };
}
