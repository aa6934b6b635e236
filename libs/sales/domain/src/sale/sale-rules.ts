import type { Sale } from './sale';

/** Months between the acceptance of a payment and the month it pays for, in either direction. */
export const MAX_MONTHS_AWAY = 24;

/** Why sales may reject a payment. The codes are part of the contract: they never change their meaning. */
export type RejectionCode = 'period-already-paid' | 'currency-mismatch' | 'period-out-of-range';

export interface Rejection {
  readonly code: RejectionCode;
  /** A sentence for the customer. */
  readonly detail: string;
}

export type SaleDecision =
  { readonly outcome: 'recorded' } | { readonly outcome: 'rejected'; readonly reason: Rejection };

/** What the ledger knows of the policy when it decides. */
export interface PolicyHistory {
  /** The payment that is recorded for the same policy and month. */
  readonly paidBy: string | undefined;
  /** Currency of the first payment recorded for the policy. */
  readonly currency: string | undefined;
}

/**
 * Decides on a sale. Depends on the sale and the history alone, not on the time of the decision, so that a retry
 * decides the same.
 */
export function decideSale(sale: Sale, history: PolicyHistory): SaleDecision {
  const { amount, billingPeriod, policyNumber } = sale;
  if (Math.abs(monthsBetween(sale.acceptedAt, billingPeriod)) > MAX_MONTHS_AWAY) {
    const detail = `${billingPeriod} is more than ${MAX_MONTHS_AWAY} months away from the payment.`;
    return rejected('period-out-of-range', detail);
  }
  if (history.paidBy !== undefined) {
    return rejected('period-already-paid', `The policy ${policyNumber} is already paid for ${billingPeriod}.`);
  }
  if (history.currency !== undefined && history.currency !== amount.currency) {
    const detail = `The policy ${policyNumber} is paid in ${history.currency}, not in ${amount.currency}.`;
    return rejected('currency-mismatch', detail);
  }
  return { outcome: 'recorded' };
}

function rejected(code: RejectionCode, detail: string): SaleDecision {
  return { outcome: 'rejected', reason: { code, detail } };
}

/** Calendar months from the timestamp (in UTC) to the period; negative for a period in the past. */
function monthsBetween(moment: Date, period: string): number {
  const [year, month] = period.split('-').map(Number) as [number, number];
  return (year - moment.getUTCFullYear()) * 12 + (month - 1 - moment.getUTCMonth());
}
