import type { OutgoingMessage } from '@decouple/messaging-core';
import type { Sale } from '../sale/sale';
import type { PolicyHistory, SaleDecision } from '../sale/sale-rules';

/** A decision that stands in the ledger. */
export interface LedgerEntry {
  readonly paymentId: string;
  readonly decision: SaleDecision;
  readonly decidedAt: Date;
}

export interface RecordSaleResult {
  readonly entry: LedgerEntry;
  /** The entry was there before; nothing was recorded again. */
  readonly duplicate: boolean;
}

/** What was recorded for one month in one currency. */
export interface MonthlyTotal {
  /** The month that was paid for, as YYYY-MM. */
  readonly billingPeriod: string;
  readonly currency: string;
  readonly payments: number;
  /** Sum in the currency's minor unit. */
  readonly minorUnits: bigint;
}

export interface SaleToRecord {
  readonly sale: Sale;
  readonly decidedAt: Date;
  /** Pure; may be called more than once. */
  readonly decide: (history: PolicyHistory) => SaleDecision;
  /** The message that tells of the entry; pure, and the same for the same entry. */
  readonly answer: (entry: LedgerEntry) => OutgoingMessage;
}

/** Where sales keeps what was decided on each payment. */
export interface SalesLedger {
  /**
   * Decides on the sale against the policy's history and writes the entry, the monthly total (when recorded) and the
   * answer: all or nothing, durable when this resolves.
   *
   * Promised: one entry per payment, for ever; at most one recorded payment per policy and month, in one currency per
   * policy, whatever runs at the same time. For a payment that has an entry nothing is written but the answer, again,
   * because the first one may be lost.
   *
   * @throws InfrastructureError when the ledger cannot be reached; then the same call again is safe
   */
  record(request: SaleToRecord): Promise<RecordSaleResult>;

  find(paymentId: string): Promise<LedgerEntry | undefined>;

  /** All totals, by month and currency, in that order. */
  monthlyTotals(): Promise<readonly MonthlyTotal[]>;
}
