import type { OutgoingMessage } from '@decouple/messaging-core';
import type { Sale } from '../sale/sale';
import type { PolicyHistory, SaleDecision } from '../sale/sale-rules';

/** A decision that stands in the ledger. */
export interface LedgerEntry {
  readonly paymentId: string;
  readonly decision: SaleDecision;
  readonly decidedAt: Date;
}

/** An entry of the ledger with the sale that it decided on. */
export interface RegisteredEntry extends LedgerEntry {
  readonly sale: Sale;
}

/** A new decision on a payment, and what to publish with it. */
export interface LedgerChange {
  readonly decision: SaleDecision;
  /** Added to the outbox, also when the decision stays the same. */
  readonly messages?: readonly OutgoingMessage[];
}

/**
 * The entry after a change.
 *
 * @throws Error when a payment would become recorded: only `record` checks the history of its policy
 */
export function changedEntry(before: LedgerEntry, { decision }: LedgerChange): LedgerEntry {
  if (decision.outcome === 'recorded' && before.decision.outcome !== 'recorded') {
    throw new Error(`Payment ${before.paymentId} is not recorded, and a change cannot record it.`);
  }
  return { paymentId: before.paymentId, decision, decidedAt: before.decidedAt };
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
  /** The reply about the entry; pure, and the same for the same entry. */
  readonly answer: (entry: LedgerEntry) => OutgoingMessage;
}

/** Where sales keeps what was decided on each payment. */
export interface SalesLedger {
  /**
   * Decides on the sale against the policy's history and writes the entry, the monthly total (when recorded) and the
   * answer: all or nothing, durable when this resolves.
   *
   * Promised: one entry per payment, permanently; at most one recorded payment per policy and month, in one currency per
   * policy, whatever runs at the same time. For a payment that has an entry nothing is written but the answer, again,
   * because the first one may be lost.
   *
   * @throws InfrastructureError when the ledger cannot be reached; then the same call again is safe
   */
  record(request: SaleToRecord): Promise<RecordSaleResult>;

  /**
   * Changes the decision on a payment and publishes messages, in one transaction: both or neither, durable when this
   * resolves. No other change happens in between. The monthly total no longer contains a payment that is not recorded any
   * more, and its month can be paid again.
   *
   * @param decide pure; may be called more than once. What it throws is passed on, and nothing is written.
   * @returns the entry as it is now; undefined when the ledger has none for the payment
   * @throws Error when the payment would become recorded: only `record` checks the history of its policy
   * @throws InfrastructureError when the ledger cannot be reached
   */
  change(paymentId: string, decide: (entry: RegisteredEntry) => LedgerChange): Promise<LedgerEntry | undefined>;

  find(paymentId: string): Promise<LedgerEntry | undefined>;

  /** All totals, by month and currency, in that order. */
  monthlyTotals(): Promise<readonly MonthlyTotal[]>;
}
