import type { LedgerQueries } from '../ledger-queries/ledger-queries.port';
import type { RegisteredEntry } from '../record-sale/sales-ledger.port';
import type { PolicyHistory } from '../sale/sale-rules';
import type { InMemorySalesLedger } from './in-memory-sales-ledger';

export class InMemoryLedgerQueries implements LedgerQueries {
  constructor(private readonly ledger: InMemorySalesLedger) {}

  async find(paymentId: string): Promise<RegisteredEntry | undefined> {
    return this.ledger.registeredNow().find((entry) => entry.paymentId === paymentId);
  }

  async page({
    after,
    limit,
  }: {
    readonly after?: string | undefined;
    readonly limit: number;
  }): Promise<readonly RegisteredEntry[]> {
    return [...this.ledger.registeredNow()]
      .filter(({ paymentId }) => after === undefined || paymentId > after)
      .sort((a, b) => (a.paymentId < b.paymentId ? -1 : 1))
      .slice(0, limit);
  }

  async history(policyNumber: string, billingPeriod: string): Promise<PolicyHistory> {
    return this.ledger.historyNow(policyNumber, billingPeriod);
  }
}
