import type { IdGenerator } from '@decouple/messaging-core';
import { SequentialIdGenerator } from '@decouple/messaging-core/testing';
import type {
  LedgerChange,
  LedgerEntry,
  MonthlyTotal,
  RecordSaleResult,
  RegisteredEntry,
  SalesLedger,
  SaleToRecord,
} from '@decouple/sales-domain';

/** A ledger without a key: a redelivered payment is decided again. */
export class ForgetfulLedger implements SalesLedger {
  private readonly aliases = new Map<string, string>();
  private readonly ids: IdGenerator = new SequentialIdGenerator();

  constructor(private readonly ledger: SalesLedger) {}

  async record({ answer, sale, ...rest }: SaleToRecord): Promise<RecordSaleResult> {
    const { paymentId } = sale;
    const alias = this.ids.next();
    this.aliases.set(paymentId, alias);
    const { entry } = await this.ledger.record({
      ...rest,
      sale: { ...sale, paymentId: alias },
      answer: (written) => answer({ ...written, paymentId }),
    });
    return { entry: { ...entry, paymentId }, duplicate: false };
  }

  change(paymentId: string, decide: (entry: RegisteredEntry) => LedgerChange): Promise<LedgerEntry | undefined> {
    return this.ledger.change(this.aliases.get(paymentId) ?? '', decide);
  }

  async find(paymentId: string): Promise<LedgerEntry | undefined> {
    return this.ledger.find(this.aliases.get(paymentId) ?? '');
  }

  monthlyTotals(): Promise<readonly MonthlyTotal[]> {
    return this.ledger.monthlyTotals();
  }
}
