import type { LedgerRow, PaymentRow, Sale } from './evidence';
import type { Finding } from './invariant';

export function checkRecordedOnce(ledger: readonly LedgerRow[]): Finding[] {
  return repeated(ledger.map(({ paymentId }) => paymentId)).map((requestId) => ({
    invariant: 'recordedOnce',
    requestId,
    what: 'is in the ledger more than once',
  }));
}

/** Checks the rows of one service: of the customer database, or of the ledger. */
export function checkMonths(rows: readonly (Sale & Pick<PaymentRow | LedgerRow, 'outcome'>)[]): Finding[] {
  const recorded = rows.filter(({ outcome }) => outcome === 'recorded');
  const months = recorded.map(({ billingPeriod, policyNumber }) => `${policyNumber} for ${billingPeriod}`);
  const currencies = new Set(recorded.map(({ currency, policyNumber }) => `${currency} ${policyNumber}`));
  const policies = [...currencies].map((pair) => pair.slice(pair.indexOf(' ') + 1));
  return [
    ...repeated(months).map((month) => `${month} is recorded more than once`),
    ...repeated(policies).map((policy) => `${policy} is recorded in more than one currency`),
  ].map((what): Finding => ({ invariant: 'monthPaidOnce', what }));
}

function repeated(names: readonly string[]): string[] {
  const seen = new Set<string>();
  return [...new Set(names.filter((name) => seen.size === seen.add(name).size))];
}
