import type { Clock, MonotonicClock, OutgoingMessage } from '@decouple/messaging-core';
import { Database, databaseTime, insertOutboxMessages } from '@decouple/messaging-postgres';
import type { OverduePayments, OverdueSelection, Payment } from '@decouple/payments-domain';
import type { DataSource } from 'typeorm';
import { OldestLook } from '../oldest/oldest-look';
import { lockOverduePayments } from './lock-overdue-payments';
import { findOldestOpen, recordRepublications } from './overdue.sql';

export class PostgresOverduePayments implements OverduePayments {
  private readonly database: Database;
  private readonly oldest: OldestLook;

  /** @param clock in place of the database's, for tests */
  constructor(
    dataSource: DataSource,
    options: { readonly resource: string; readonly monotonic?: MonotonicClock },
    private readonly clock?: Clock,
  ) {
    this.database = new Database(dataSource, options.resource);
    this.oldest = new OldestLook(options.monotonic ?? { milliseconds: () => performance.now() });
  }

  async republish(
    selection: OverdueSelection,
    message: (payment: Payment) => OutgoingMessage,
  ): Promise<readonly Payment[]> {
    return this.database.transaction(async (transaction) => {
      const now = this.clock?.now() ?? (await databaseTime(transaction));
      const oldest = await this.oldest.find(now, (since) => findOldestOpen(transaction, since));
      if (oldest === undefined) return [];
      const payments = await lockOverduePayments(transaction, selection, { now, oldest });
      if (payments.length === 0) return payments;
      await insertOutboxMessages(transaction, payments.map(message));
      const ids = payments.map(({ id }) => id);
      await recordRepublications(transaction, ids, now);
      return payments;
    });
  }
}
