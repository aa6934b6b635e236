import type { DatabaseGauge, DatabaseMeasure } from '@decouple/messaging-core';
import type { DataSource } from 'typeorm';
import { Database } from '../connection/database';
import { measureDatabase } from './measure-database';

/** Asks PostgreSQL's own statistics, which costs no table a read. */
export class PostgresDatabaseGauge implements DatabaseGauge {
  private readonly database: Database;

  constructor(dataSource: DataSource, options: { readonly resource: string }) {
    this.database = new Database(dataSource, options.resource);
  }

  async measure(): Promise<DatabaseMeasure> {
    return measureDatabase(this.database);
  }
}
