/** What the management APIs tell of payments: the parts that are shown or compared. */
export interface Amount {
  /** Whole number of the currency's minor unit. */
  readonly value: string;
  readonly currency: string;
}

/** A payment as customer-api knows it. */
export interface CustomerPayment {
  readonly requestId: string;
  readonly status: string;
  readonly final: boolean;
  readonly policyNumber: string;
  readonly billingPeriod: string;
  readonly amount: Amount;
  readonly acceptedAt: string;
  readonly reason?: { readonly code: string; readonly detail: string };
  readonly timeline: readonly {
    readonly status: string;
    readonly at: string;
    readonly reason?: { readonly code: string };
  }[];
}

/** What sales has decided on a payment. */
export interface LedgerEntry {
  readonly paymentId: string;
  readonly policyNumber: string;
  readonly billingPeriod: string;
  readonly amount: Amount;
  readonly outcome: 'recorded' | 'rejected';
  readonly reason?: { readonly code: string; readonly detail: string };
  readonly decidedAt: string;
}
