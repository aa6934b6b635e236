import type { AttemptStore, MessageKey } from '@decouple/messaging-core';
import type { DataSource } from 'typeorm';
import { Database } from '../connection/database';
import { countFailure } from './count-failure';
import { forgetAttemptsBefore } from './forget-attempts-before';

/** Counts in a table, so that they survive the process and are the same for all of them. */
export class PostgresAttemptStore implements AttemptStore {
  private readonly database: Database;

  constructor(dataSource: DataSource, options: { readonly resource: string }) {
    this.database = new Database(dataSource, options.resource);
  }

  async countFailure(key: MessageKey): Promise<number> {
    return countFailure(this.database, key);
  }

  async forgetBefore(moment: Date, limit: number): Promise<number> {
    return forgetAttemptsBefore(this.database, moment, limit);
  }
}
