import type {
  LedgerChange,
  LedgerEntry,
  MonthlyTotal,
  RecordSaleResult,
  RegisteredEntry,
  SalesLedger,
  SaleToRecord,
} from '@decouple/sales-domain';
import type { SalesMetrics } from './sales-metrics';

/** A ledger that counts decisions, and changes nothing. */
export class MeasuredSalesLedger implements SalesLedger {
  constructor(
    private readonly ledger: SalesLedger,
    private readonly metrics: SalesMetrics,
  ) {}

  async record(request: SaleToRecord): Promise<RecordSaleResult> {
    const { duplicates, recorded, rejected } = this.metrics;
    const result = await this.ledger.record(request);
    const { decision } = result.entry;
    if (result.duplicate) duplicates.inc();
    else if (decision.outcome === 'recorded') recorded.inc();
    else rejected.of(decision.reason.code).inc();
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
