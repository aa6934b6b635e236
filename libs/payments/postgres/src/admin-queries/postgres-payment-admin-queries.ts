import type { MonotonicClock } from '@decouple/messaging-core';
import { Database, databaseTime } from '@decouple/messaging-postgres';
import type { Payment, PaymentAdminQueries, PaymentCounts } from '@decouple/payments-domain';
import type { DataSource } from 'typeorm';
import { OldestLook } from '../oldest/oldest-look';
import { isPaymentId } from '../store/payment-row';
import { countPayments, findAnyPayment, findOldestUnanswered, pagePayments, searchPayments } from './payments.sql';

export class PostgresPaymentAdminQueries implements PaymentAdminQueries {
  private readonly database: Database;
  private readonly oldest: OldestLook;

  constructor(dataSource: DataSource, options: { readonly resource: string; readonly monotonic?: MonotonicClock }) {
    this.database = new Database(dataSource, options.resource);
    this.oldest = new OldestLook(options.monotonic ?? { milliseconds: () => performance.now() });
  }

  async find(id: string): Promise<Payment | undefined> {
    return isPaymentId(id) ? findAnyPayment(this.database, id) : undefined;
  }

  async page(page: { readonly after?: string | undefined; readonly limit: number }): Promise<readonly Payment[]> {
    return pagePayments(this.database, page);
  }

  async search(text: string, limit: number): Promise<readonly Payment[]> {
    return searchPayments(this.database, text, limit);
  }

  async oldestUnanswered(): Promise<Date | undefined> {
    return this.database.transaction(async (transaction) =>
      this.oldest.find(await databaseTime(transaction), (since) => findOldestUnanswered(transaction, since)),
    );
  }

  async counts(): Promise<PaymentCounts> {
    return countPayments(this.database);
  }
}
