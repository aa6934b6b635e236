import type { LedgerEntry, RegisteredPayment } from '../documents';

/** How the two sides of one payment stand to each other. */
export type Verdict =
  | 'recorded'
  | 'rejected'
  /** Sales has not decided yet, and the customer knows. */
  | 'waiting'
  | JudgedDifference;

/** What the two sides themselves show. */
export type JudgedDifference =
  /** The ledger has an entry for a payment that was never accepted. */
  | 'not-accepted'
  /** The customer was told of a decision that is not in the ledger. */
  | 'not-in-ledger'
  /** Sales has decided, and the customer does not know yet. */
  | 'answer-missing'
  /** The customer was told something else than what the ledger says. */
  | 'outcome-differs'
  /** Amount, currency or month are not the same. */
  | 'order-differs';

export type Difference =
  | JudgedDifference
  /**
   * The customer was told that the payment is recorded, the entry is lost, and sales would reject it today: mostly because
   * another payment was recorded for the same policy and month after the ledger was restored.
   */
  | 'conflict';

export function isDifference(verdict: Verdict): verdict is JudgedDifference {
  return verdict !== 'recorded' && verdict !== 'rejected' && verdict !== 'waiting';
}

export function judgePayment(payment: RegisteredPayment | undefined, entry: LedgerEntry | undefined): Verdict {
  if (payment === undefined) return 'not-accepted';
  if (entry === undefined) return payment.final ? 'not-in-ledger' : 'waiting';
  const sameOrder =
    payment.amount.value === entry.amount.value &&
    payment.amount.currency === entry.amount.currency &&
    payment.billingPeriod === entry.billingPeriod &&
    payment.policyNumber === entry.policyNumber;
  if (!sameOrder) return 'order-differs';
  if (!payment.final) return 'answer-missing';
  return payment.status === entry.outcome ? entry.outcome : 'outcome-differs';
}
