import type {
  DeadLetter,
  DeadLetterStore,
  MessageKey,
  OutgoingMessage,
  StoredDeadLetter,
} from '@decouple/messaging-core';
import type { DataSource } from 'typeorm';
import { deleteAttempts } from '../tables/delivery-attempts.sql';
import { nextSequences } from '../tables/next-sequences';
import { Database } from '../connection/database';
import { insertOutboxMessages } from '../tables/insert-outbox-messages';
import { countDeadLetters, findDeadLetter } from './dead-letters.sql';
import { upsertDeadLetters } from '../tables/upsert-dead-letters';

/** Dead letters in a table. They are few, so each is written on its own. */
export class PostgresDeadLetterStore implements DeadLetterStore {
  private readonly database: Database;

  constructor(dataSource: DataSource, options: { readonly resource: string }) {
    this.database = new Database(dataSource, options.resource);
  }

  /** In the order in which failures are counted: the count first, and the sequence when all that it orders is locked. */
  async add(
    deadLetter: DeadLetter,
    announce: (sequence: number) => readonly OutgoingMessage[] = () => [],
  ): Promise<number> {
    return this.database.transaction(async (transaction) => {
      await deleteAttempts(transaction, deadLetter);
      await upsertDeadLetters(transaction, [deadLetter]);
      const [sequence = 0] = await nextSequences(transaction, 1);
      const announcements = announce(sequence);
      await insertOutboxMessages(transaction, announcements);
      return announcements.length;
    });
  }

  async find(key: MessageKey): Promise<StoredDeadLetter | undefined> {
    return findDeadLetter(this.database, key);
  }

  async count(): Promise<number> {
    return countDeadLetters(this.database);
  }
}
