import type { OutgoingMessage } from '@decouple/messaging-core';
import { Database } from '@decouple/messaging-postgres';
import type {
  Payment,
  PaymentRepairs,
  RebuildRequest,
  RecordedRepair,
  RepairResult,
  ResendRequest,
} from '@decouple/payments-domain';
import type { DataSource } from 'typeorm';
import { rebuildPayments } from './rebuild-payments';
import { deleteRepairsOlderThan, listRepairs } from './repairs.sql';
import { resendPayments } from './resend-payments';

/** Repairs payments in the database that also holds the outbox and the audit. */
export class PostgresPaymentRepairs implements PaymentRepairs {
  private readonly database: Database;

  constructor(dataSource: DataSource, options: { readonly resource: string }) {
    this.database = new Database(dataSource, options.resource);
  }

  async resend(request: ResendRequest, message: (payment: Payment) => OutgoingMessage): Promise<RepairResult> {
    return this.database.transaction((transaction) => resendPayments(transaction, request, message));
  }

  async rebuild(request: RebuildRequest): Promise<RepairResult> {
    return this.database.transaction((transaction) => rebuildPayments(transaction, request));
  }

  async repairs(limit: number): Promise<readonly RecordedRepair[]> {
    return listRepairs(this.database, limit);
  }

  async deleteOlderThan(moment: Date, limit: number): Promise<number> {
    return deleteRepairsOlderThan(this.database, moment, limit);
  }
}
