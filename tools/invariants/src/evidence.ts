/** What both services store about a payment. Amounts are minor units as text: they may exceed a JavaScript number. */
export interface Sale {
  readonly policyNumber: string;
  readonly billingPeriod: string;
  readonly amountMinor: string;
  readonly currency: string;
}

/** A payment as a client requests it. */
export interface RequestedPayment extends Sale {
  /** Unique for the client; includes the client's id where several clients pay. */
  readonly idempotencyKey: string;
  /** Customer and payment method, as text. */
  readonly payer: string;
}

/** A row of the customer database. */
export interface PaymentRow extends RequestedPayment {
  readonly id: string;
  /** Null until sales has answered. */
  readonly outcome: 'delayed' | 'recorded' | 'rejected' | 'parked' | null;
  readonly reasonCode: string | null;
}

/** A row of the sales ledger. */
export interface LedgerRow extends Sale {
  readonly paymentId: string;
  readonly outcome: 'recorded' | 'rejected';
  readonly reasonCode: string | null;
}

export interface MonthlyTotal {
  readonly billingPeriod: string;
  readonly currency: string;
  readonly payments: number;
  readonly amountMinor: string;
}

/** What a client knows about one of its payments. */
export interface ClientRecord {
  readonly order: RequestedPayment;
  /** From every 202. More than one id means that the idempotency key failed. */
  readonly requestIds: ReadonlySet<string>;
  /** Responses other than 202 and 503. */
  readonly refusals: readonly string[];
  /** The client may stop before it gets a 202. Default: it repeats until a 202 arrives. */
  readonly mayGiveUp?: boolean;
}

/** Unfinished work: rows and messages, by the place where they are. */
export type Leftovers = Readonly<Record<string, number>>;
