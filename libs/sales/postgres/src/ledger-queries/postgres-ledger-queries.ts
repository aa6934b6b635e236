import { Database } from '@decouple/messaging-postgres';
import type { LedgerQueries, PolicyHistory, RegisteredEntry } from '@decouple/sales-domain';
import type { DataSource } from 'typeorm';
import { findPolicyHistory, findRegisteredEntry, pageLedgerEntries } from './ledger-queries.sql';

export class PostgresLedgerQueries implements LedgerQueries {
  private readonly database: Database;

  constructor(dataSource: DataSource, options: { readonly resource: string }) {
    this.database = new Database(dataSource, options.resource);
  }

  async find(paymentId: string): Promise<RegisteredEntry | undefined> {
    return findRegisteredEntry(this.database, paymentId);
  }

  async page(page: {
    readonly after?: string | undefined;
    readonly limit: number;
  }): Promise<readonly RegisteredEntry[]> {
    return pageLedgerEntries(this.database, page);
  }

  async history(policyNumber: string, billingPeriod: string): Promise<PolicyHistory> {
    return findPolicyHistory(this.database, policyNumber, billingPeriod);
  }
}
