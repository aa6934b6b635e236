import type { ClientRecord } from '../load/client-record';

/** A row of the customer database. Amounts are minor units, as text: they may exceed what a number holds. */
export interface PaymentRow {
  readonly id: string;
  readonly idempotencyKey: string;
  readonly policyNumber: string;
  readonly billingPeriod: string;
  readonly amountMinor: string;
  readonly currency: string;
  /** Null until sales has answered. */
  readonly outcome: 'delayed' | 'recorded' | 'rejected' | 'parked' | null;
  readonly reasonCode: string | null;
}

/** A row of the sales ledger. */
export interface LedgerRow {
  readonly paymentId: string;
  readonly policyNumber: string;
  readonly billingPeriod: string;
  readonly amountMinor: string;
  readonly currency: string;
  readonly outcome: 'recorded' | 'rejected';
  readonly reasonCode: string | null;
}

export interface MonthlyTotal {
  readonly billingPeriod: string;
  readonly currency: string;
  readonly payments: number;
  readonly amountMinor: string;
}

export interface DeadLetterGroup {
  readonly database: 'customer' | 'sales';
  readonly reason: string;
  readonly letters: number;
}

/** What the API says of a payment. */
export interface ToldStatus {
  readonly requestId: string;
  readonly status: string;
  readonly reasonCode: string | null;
}

/** Work that is left, by the place where it lies: rows and messages. */
export type Leftovers = Readonly<Record<string, number>>;

/** Everything that the verdict is built on, gathered after the last fault. */
export interface Evidence {
  readonly clients: readonly ClientRecord[];
  readonly payments: readonly PaymentRow[];
  readonly ledger: readonly LedgerRow[];
  /** As they are stored, and as sales-worker tells them. */
  readonly totals: { readonly stored: readonly MonthlyTotal[]; readonly told: readonly MonthlyTotal[] };
  readonly told: readonly ToldStatus[];
  readonly leftovers: Leftovers;
  readonly deadLetters: readonly DeadLetterGroup[];
  /** Ends of processes that nobody killed. */
  readonly ownEnds: readonly string[];
}
