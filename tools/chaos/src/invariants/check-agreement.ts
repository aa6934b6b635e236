import type { Evidence, LedgerRow, PaymentRow, ToldStatus } from './evidence';
import type { Finding } from './invariant';

const UNANSWERED: readonly string[] = ['accepted', 'queued'];

/** The same story on both sides, and to the client. */
export function checkAgreement({ ledger, payments, told }: Evidence): Finding[] {
  const entries = new Map(ledger.map((entry) => [entry.paymentId, entry]));
  const stored = new Map(payments.map((payment) => [payment.id, payment]));
  return [
    ...payments.flatMap((payment) => compareSides(payment, entries.get(payment.id))),
    ...told.flatMap((status) => compareTold(status, stored.get(status.requestId))),
    ...recordedTwice(ledger),
  ];
}

function compareSides(payment: PaymentRow, entry: LedgerRow | undefined): Finding[] {
  const finding = (what: string): Finding[] => [{ invariant: 'agreed', requestId: payment.id, what }];
  const decided = payment.outcome === 'recorded' || payment.outcome === 'rejected';
  if (entry === undefined) return decided ? finding(`${payment.outcome}, and not in the sales ledger`) : [];
  if (entry.outcome !== payment.outcome || entry.reasonCode !== payment.reasonCode) {
    return finding(`${described(payment)} on the customer side, ${described(entry)} in the sales ledger`);
  }
  const same =
    entry.policyNumber === payment.policyNumber &&
    entry.billingPeriod === payment.billingPeriod &&
    entry.currency === payment.currency &&
    entry.amountMinor === payment.amountMinor;
  return same ? [] : finding('the sales ledger has another policy, month or amount');
}

function compareTold(status: ToldStatus, payment: PaymentRow | undefined): Finding[] {
  const possible = payment?.outcome ? [payment.outcome] : UNANSWERED;
  if (payment && possible.includes(status.status) && payment.reasonCode === status.reasonCode) return [];
  const what = `the API says ${status.status}, stored is ${payment === undefined ? 'nothing' : described(payment)}`;
  return [{ invariant: 'told', requestId: status.requestId, what }];
}

/** By id, and by what the id stands for: one policy's month is paid once. */
function recordedTwice(ledger: readonly LedgerRow[]): Finding[] {
  const ids = new Set<string>();
  const months = new Map<string, string>();
  return ledger.flatMap(({ billingPeriod, outcome, paymentId, policyNumber }): Finding[] => {
    const month = `${policyNumber} ${billingPeriod}`;
    const paidBy = months.get(month);
    const repeated = ids.has(paymentId);
    ids.add(paymentId);
    if (outcome === 'recorded') months.set(month, paymentId);
    const finding = (what: string): Finding[] => [{ invariant: 'recordedOnce', requestId: paymentId, what }];
    if (repeated) return finding('is in the ledger more than once');
    return outcome === 'recorded' && paidBy !== undefined ? finding(`${month} was recorded for ${paidBy} too`) : [];
  });
}

const described = ({ outcome, reasonCode }: Pick<PaymentRow, 'outcome' | 'reasonCode'>): string =>
  `${outcome ?? 'not answered'}${reasonCode === null ? '' : ` (${reasonCode})`}`;
