import type {
  DeadLetter,
  DeadLetterStore,
  MessageKey,
  OutgoingMessage,
  StoredDeadLetter,
} from '@decouple/messaging-core';
import type { DataSource } from 'typeorm';
import { forgetAttempts } from '../attempts/forget-attempts';
import { Database } from '../connection/database';
import { insertOutboxMessages } from '../outbox/insert-outbox-messages';
import { countDeadLetters } from './count-dead-letters';
import { findDeadLetter } from './find-dead-letter';
import { upsertDeadLetters } from './upsert-dead-letters';

/** Dead letters in a table. They are few, so each is written on its own. */
export class PostgresDeadLetterStore implements DeadLetterStore {
  private readonly database: Database;

  constructor(dataSource: DataSource, options: { readonly resource: string }) {
    this.database = new Database(dataSource, options.resource);
  }

  async add(letter: DeadLetter, announcements: readonly OutgoingMessage[]): Promise<void> {
    await this.database.transaction(async (manager) => {
      await upsertDeadLetters(manager, [letter]);
      await insertOutboxMessages(manager, announcements);
      await forgetAttempts(manager, letter);
    });
  }

  async find(key: MessageKey): Promise<StoredDeadLetter | undefined> {
    return findDeadLetter(this.database, key);
  }

  async count(): Promise<number> {
    return countDeadLetters(this.database);
  }
}
