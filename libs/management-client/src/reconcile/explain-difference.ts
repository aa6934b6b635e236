import type { LedgerEntry, PolicyHistory, RegisteredPayment } from '../documents';
import type { SalesWorkerManagement } from '../sales-worker-management';
import type { Difference, JudgedDifference } from './judge-payment';

/** What removes a difference. */
export type Remedy =
  /** Tell sales of the payment again: it decides as it had before. */
  | 'resend'
  /** Like `resend`, after the recorded payments of the same policy are back: before, sales would decide differently. */
  | 'resend-later'
  /** Store the payment again, as the ledger knows it. */
  | 'rebuild'
  /** Nothing: customer-api tells sales of it again by itself. */
  | 'wait'
  /** A person decides: the customer was told one thing, and the ledger cannot say the same any more. */
  | 'decide';

export interface Explanation {
  readonly difference: Difference;
  readonly remedy: Remedy;
  /** Another payment that the ledger has recorded for the same policy and month. */
  readonly paidBy?: string | undefined;
}

export type HistorySide = Pick<SalesWorkerManagement, 'policyHistory'>;

/** Says what removes a difference; asks the ledger what it would decide where that matters. */
export async function explainDifference(
  worker: HistorySide,
  difference: JudgedDifference,
  customer: RegisteredPayment | undefined,
  ledger: LedgerEntry | undefined,
): Promise<Explanation> {
  if (difference === 'not-accepted') return { difference, remedy: 'rebuild' };
  if (customer === undefined) return { difference, remedy: 'decide' };
  if (difference === 'answer-missing') {
    // customer-api waits for a person while a payment is parked; of the others it tells sales again by itself.
    return { difference, remedy: customer.status === 'parked' ? 'resend' : 'wait' };
  }
  if (difference === 'order-differs') return { difference, remedy: 'decide' };
  const history = await worker.policyHistory(customer.policyNumber, customer.billingPeriod);
  const paidBy = history.paidBy === customer.requestId ? undefined : history.paidBy;
  if (difference === 'outcome-differs' || ledger !== undefined) return { difference, remedy: 'decide', paidBy };
  if (decidesTheSame(customer, history)) return { difference, remedy: 'resend', paidBy };
  if (customer.status === 'rejected') return { difference, remedy: 'resend-later', paidBy };
  return { difference: 'conflict', remedy: 'decide', paidBy };
}

/** Whether the sales rules, which depend on the payment and this history alone, still give what the customer was told. */
function decidesTheSame({ amount, reason, status }: RegisteredPayment, { currency, paidBy }: PolicyHistory): boolean {
  const outOfRange = status === 'rejected' && reason?.code === 'period-out-of-range';
  const mismatch = currency !== undefined && currency !== amount.currency;
  const rejects = outOfRange || paidBy !== undefined || mismatch;
  return rejects === (status === 'rejected');
}
