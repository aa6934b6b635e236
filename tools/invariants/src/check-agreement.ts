import type { LedgerRow, PaymentRow } from './evidence';
import type { Finding } from './invariant';
import { sameSale } from './same-sale';

/** Compares each payment in the customer database with its entry in the ledger. */
export function checkAgreement(payments: readonly PaymentRow[], ledger: readonly LedgerRow[]): Finding[] {
  const entries = new Map(ledger.map((entry) => [entry.paymentId, entry]));
  return payments.flatMap((payment) =>
    differences(payment, entries.get(payment.id)).map((what): Finding => ({
      invariant: 'agreed',
      requestId: payment.id,
      what,
    })),
  );
}

function differences(payment: PaymentRow, entry: LedgerRow | undefined): string[] {
  const decided = payment.outcome === 'recorded' || payment.outcome === 'rejected';
  if (entry === undefined) return decided ? [`${payment.outcome}, but not in the sales ledger`] : [];
  if (entry.outcome !== payment.outcome || entry.reasonCode !== payment.reasonCode) {
    return [`${described(payment)} in the customer database, ${described(entry)} in the sales ledger`];
  }
  return sameSale(payment, entry) ? [] : ['the sales ledger has a different policy, month or amount'];
}

export const described = ({ outcome, reasonCode }: Pick<PaymentRow, 'outcome' | 'reasonCode'>): string =>
  `${outcome ?? 'without an outcome'}${reasonCode === null ? '' : ` (${reasonCode})`}`;
