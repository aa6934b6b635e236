import type {
  LedgerChange,
  LedgerEntry,
  MonthlyTotal,
  RecordSaleResult,
  RegisteredEntry,
  Sale,
  SalesLedger,
  SaleToRecord,
} from '@decouple/sales-domain';

export interface WitnessedDecision {
  readonly sale: Sale;
  readonly entry: LedgerEntry;
}

/** Remembers every decision that the ledger returned as written, in order. */
export class WitnessedLedger implements SalesLedger {
  readonly decisions: WitnessedDecision[] = [];

  constructor(private readonly ledger: SalesLedger) {}

  async record(request: SaleToRecord): Promise<RecordSaleResult> {
    const result = await this.ledger.record(request);
    if (!result.duplicate) this.decisions.push({ sale: request.sale, entry: result.entry });
    return result;
  }

  change(paymentId: string, decide: (entry: RegisteredEntry) => LedgerChange): Promise<LedgerEntry | undefined> {
    return this.ledger.change(paymentId, decide);
  }

  find(paymentId: string): Promise<LedgerEntry | undefined> {
    return this.ledger.find(paymentId);
  }

  monthlyTotals(): Promise<readonly MonthlyTotal[]> {
    return this.ledger.monthlyTotals();
  }
}
