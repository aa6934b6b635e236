import type {
  AttemptStore,
  BookedFailure,
  CountedFailure,
  OutgoingMessage,
  QueuedMessageKey,
} from '@decouple/messaging-core';
import type { DataSource } from 'typeorm';
import { Database } from '../connection/database';
import { insertOutboxMessages } from '../tables/insert-outbox-messages';
import { countFailure } from './count-failure';
import { findGivenUp } from './find-given-up';
import { deleteAttemptsOlderThan } from '../tables/delivery-attempts.sql';
import { nextSequences } from '../tables/next-sequences';

/** Counts in a table, so that they survive the process and are the same for all of them. */
export class PostgresAttemptStore implements AttemptStore {
  private readonly database: Database;

  constructor(dataSource: DataSource, options: { readonly resource: string }) {
    this.database = new Database(dataSource, options.resource);
  }

  /** Locks the count first: filing the dead letter deletes the row, so it is ordered before or after. */
  async countFailure(
    key: QueuedMessageKey,
    announce: (failure: CountedFailure) => readonly OutgoingMessage[] = () => [],
  ): Promise<BookedFailure> {
    return this.database.transaction(async (transaction) => {
      const attempt = await countFailure(transaction, key);
      const givenUp = await findGivenUp(transaction, key);
      const [sequence = 0] = await nextSequences(transaction, 1);
      const failure = { attempt, sequence, givenUp };
      const announcements = announce(failure);
      await insertOutboxMessages(transaction, announcements);
      return { ...failure, announced: announcements.length };
    });
  }

  async deleteOlderThan(moment: Date, limit: number): Promise<number> {
    return deleteAttemptsOlderThan(this.database, moment, limit);
  }
}
