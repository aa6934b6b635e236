import type { LedgerEntry, MonthlyTotal, RecordSaleResult, SalesLedger, SaleToRecord } from '@decouple/sales-domain';

/** A ledger under observation: remembers every decision that it says it has written, in order. */
export class WitnessedLedger implements SalesLedger {
  readonly decisions: LedgerEntry[] = [];

  constructor(private readonly ledger: SalesLedger) {}

  async record(request: SaleToRecord): Promise<RecordSaleResult> {
    const result = await this.ledger.record(request);
    if (!result.duplicate) this.decisions.push(result.entry);
    return result;
  }

  find(paymentId: string): Promise<LedgerEntry | undefined> {
    return this.ledger.find(paymentId);
  }

  monthlyTotals(): Promise<readonly MonthlyTotal[]> {
    return this.ledger.monthlyTotals();
  }
}
