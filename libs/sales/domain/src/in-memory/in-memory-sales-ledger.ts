import type { InMemoryOutboxStore } from '@decouple/messaging-core/in-memory';
import type { RegisteredEntry } from '../ports/ledger-queries.port';
import type {
  LedgerEntry,
  MonthlyTotal,
  RecordSaleResult,
  SalesLedger,
  SaleToRecord,
} from '../ports/sales-ledger.port';
import type { Sale } from '../sale/sale';
import type { PolicyHistory } from '../sale/sale-rules';

/** A ledger for as long as the process lives. A synchronous step is atomic, so it needs no transactions. */
export class InMemorySalesLedger implements SalesLedger {
  private readonly entries = new Map<string, LedgerEntry>();
  private readonly sales = new Map<string, Sale>();
  private readonly paid = new Map<string, string>();
  private readonly currencies = new Map<string, string>();
  private readonly totals = new Map<string, MonthlyTotal>();

  constructor(private readonly outbox: InMemoryOutboxStore) {}

  async record({ sale, decidedAt, decide, answer }: SaleToRecord): Promise<RecordSaleResult> {
    const existing = this.entries.get(sale.paymentId);
    if (existing !== undefined) {
      this.outbox.addNow([answer(existing)]);
      return { entry: existing, duplicate: true };
    }
    const decision = decide(this.historyNow(sale.policyNumber, sale.billingPeriod));
    const entry: LedgerEntry = { paymentId: sale.paymentId, decision, decidedAt };
    const message = answer(entry);
    this.entries.set(sale.paymentId, entry);
    this.sales.set(sale.paymentId, sale);
    if (decision.outcome === 'recorded') this.book(sale);
    this.outbox.addNow([message]);
    return { entry, duplicate: false };
  }

  async find(paymentId: string): Promise<LedgerEntry | undefined> {
    return this.entries.get(paymentId);
  }

  async monthlyTotals(): Promise<readonly MonthlyTotal[]> {
    const order = ({ billingPeriod, currency }: MonthlyTotal): string => `${billingPeriod} ${currency}`;
    return [...this.totals.values()].sort((a, b) => (order(a) < order(b) ? -1 : 1));
  }

  /** For the queries. */
  registeredNow(): readonly RegisteredEntry[] {
    return [...this.entries.values()].flatMap((entry) => {
      const sale = this.sales.get(entry.paymentId);
      return sale === undefined ? [] : [{ ...entry, sale }];
    });
  }

  historyNow(policyNumber: string, billingPeriod: string): PolicyHistory {
    const paidBy = this.paid.get(paidKey({ policyNumber, billingPeriod }));
    return { paidBy, currency: this.currencies.get(policyNumber) };
  }

  private book(sale: Sale): void {
    const { amount, billingPeriod, policyNumber } = sale;
    this.paid.set(paidKey(sale), sale.paymentId);
    if (!this.currencies.has(policyNumber)) this.currencies.set(policyNumber, amount.currency);
    const key = `${billingPeriod} ${amount.currency}`;
    const before = this.totals.get(key);
    this.totals.set(key, {
      billingPeriod,
      currency: amount.currency,
      payments: (before?.payments ?? 0) + 1,
      minorUnits: (before?.minorUnits ?? 0n) + amount.minorUnits,
    });
  }
}

function paidKey({ policyNumber, billingPeriod }: Pick<Sale, 'policyNumber' | 'billingPeriod'>): string {
  return `${policyNumber} ${billingPeriod}`;
}
