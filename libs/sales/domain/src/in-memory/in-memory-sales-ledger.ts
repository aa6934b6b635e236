import type { InMemoryOutboxStore } from '@decouple/messaging-core/in-memory';
import {
  changedEntry,
  type LedgerChange,
  type LedgerEntry,
  type MonthlyTotal,
  type RecordSaleResult,
  type RegisteredEntry,
  type SalesLedger,
  type SaleToRecord,
} from '../record-sale/sales-ledger.port';
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

  async change(paymentId: string, decide: (entry: RegisteredEntry) => LedgerChange): Promise<LedgerEntry | undefined> {
    const [before, sale] = [this.entries.get(paymentId), this.sales.get(paymentId)];
    if (before === undefined || sale === undefined) return undefined;
    const change = decide({ ...before, sale });
    const entry = changedEntry(before, change);
    if (before.decision.outcome === 'recorded' && entry.decision.outcome !== 'recorded') {
      this.paid.delete(paidKey(sale));
      this.addToTotal(sale, -1);
    }
    this.entries.set(paymentId, entry);
    this.outbox.addNow(change.messages ?? []);
    return entry;
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
    const { amount, policyNumber } = sale;
    this.paid.set(paidKey(sale), sale.paymentId);
    if (!this.currencies.has(policyNumber)) this.currencies.set(policyNumber, amount.currency);
    this.addToTotal(sale, 1);
  }

  private addToTotal({ amount, billingPeriod }: Sale, payments: 1 | -1): void {
    const key = `${billingPeriod} ${amount.currency}`;
    const before = this.totals.get(key);
    this.totals.set(key, {
      billingPeriod,
      currency: amount.currency,
      payments: (before?.payments ?? 0) + payments,
      minorUnits: (before?.minorUnits ?? 0n) + amount.minorUnits * BigInt(payments),
    });
  }
}

function paidKey({ policyNumber, billingPeriod }: Pick<Sale, 'policyNumber' | 'billingPeriod'>): string {
  return `${policyNumber} ${billingPeriod}`;
}
