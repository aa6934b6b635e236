import type { ClientRecord, LedgerRow, Leftovers, MonthlyTotal, PaymentRow } from '@decouple/invariants';

export interface DeadLetterGroup {
  readonly database: 'customer' | 'sales';
  readonly reason: string;
  readonly messages: number;
}

/** The status of a payment in the API's response. */
export interface ShownStatus {
  readonly requestId: string;
  readonly status: string;
  readonly reasonCode: string | null;
}

/** Everything that the verdict is built on, gathered after the last fault. */
export interface ChaosEvidence {
  readonly clients: readonly ClientRecord[];
  readonly payments: readonly PaymentRow[];
  readonly ledger: readonly LedgerRow[];
  /** From the database, and from the API of sales-worker. */
  readonly totals: {
    readonly stored: readonly MonthlyTotal[];
    readonly 'shown by sales-worker': readonly MonthlyTotal[];
  };
  readonly shown: readonly ShownStatus[];
  readonly leftovers: Leftovers;
  readonly deadLetters: readonly DeadLetterGroup[];
  /** Processes that ended without being killed. */
  readonly unexpectedExits: readonly string[];
}
