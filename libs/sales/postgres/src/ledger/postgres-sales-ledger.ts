import { InfrastructureError } from '@decouple/messaging-core';
import { Database, GroupCommit, type GroupCommitOptions } from '@decouple/messaging-postgres';
import type {
  LedgerChange,
  LedgerEntry,
  MonthlyTotal,
  RecordSaleResult,
  RegisteredEntry,
  SalesLedger,
  SaleToRecord,
} from '@decouple/sales-domain';
import type { DataSource } from 'typeorm';
import { changeEntry } from './change-entry';
import { findLedgerEntry, listMonthlyTotals } from './ledger.sql';
import { LostRaceError, recordGroup } from './record-group';

/**
 * Tries of one group in all. The loser sees the winner's entries the next time, so losing again takes another
 * process with other sales of the same policies at the same time.
 */
const RACE_ATTEMPTS = 5;

/** A ledger in tables. Concurrent sales are written together. */
export class PostgresSalesLedger implements SalesLedger {
  private readonly database: Database;
  private readonly recordings: GroupCommit<SaleToRecord, RecordSaleResult>;

  constructor(dataSource: DataSource, options: GroupCommitOptions) {
    this.database = new Database(dataSource, options.resource);
    this.recordings = new GroupCommit((group) => this.recordRacing(group), options);
  }

  async record(request: SaleToRecord): Promise<RecordSaleResult> {
    return this.recordings.submit(request);
  }

  change(paymentId: string, decide: (entry: RegisteredEntry) => LedgerChange): Promise<LedgerEntry | undefined> {
    return changeEntry(this.database, paymentId, decide);
  }

  async find(paymentId: string): Promise<LedgerEntry | undefined> {
    return findLedgerEntry(this.database, paymentId);
  }

  async monthlyTotals(): Promise<readonly MonthlyTotal[]> {
    return listMonthlyTotals(this.database);
  }

  /** Resolves when every call so far has its result. */
  async drain(): Promise<void> {
    await this.recordings.drain();
  }

  private async recordRacing(group: readonly SaleToRecord[]): Promise<readonly RecordSaleResult[]> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await recordGroup(this.database, group);
      } catch (error) {
        if (!(error instanceof LostRaceError)) throw error;
        if (attempt < RACE_ATTEMPTS) continue;
        // A group is tried again one by one. A single sale that loses every time is no fault of the sale.
        throw group.length > 1
          ? error
          : new InfrastructureError(this.database.resource, 'LEDGER_CONTENTION', { cause: error });
      }
    }
  }
}
