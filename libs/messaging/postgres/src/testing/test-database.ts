import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { createDataSource, type DataSourceSettings } from '../connection/create-data-source';
import { migrate } from '../connection/migrate';

/** A database for one suite, on the server of the test run, with its schema in place. */
export interface TestDatabase {
  readonly url: string;
  /** Opens a data source with its own pool, like one more process. Closed with the database. */
  open(settings?: Partial<DataSourceSettings>): Promise<DataSource>;
  /** Empties every table that the migrations have made. */
  clear(): Promise<void>;
  drop(): Promise<void>;
}

export async function createTestDatabase(migrations: DataSourceSettings['migrations']): Promise<TestDatabase> {
  const server = process.env['TEST_POSTGRES_URL'];
  if (server === undefined) throw new Error('TEST_POSTGRES_URL is not set: these tests need a PostgreSQL server.');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const url = Object.assign(new URL(server), { pathname: `/${name}` }).href;
  const opened: DataSource[] = [];
  await onServer(server, `create database ${name}`);
  await migrate(createDataSource(testSettings(url, { migrations })));
  return {
    url,
    async open(settings) {
      const dataSource = await createDataSource(testSettings(url, { migrations, ...settings })).initialize();
      opened.push(dataSource);
      return dataSource;
    },
    clear: () => onServer(url, CLEAR),
    async drop() {
      for (const dataSource of opened) if (dataSource.isInitialized) await dataSource.destroy();
      await onServer(server, `drop database ${name} with (force)`);
    },
  };
}

/** The tables come from the catalogue, so that a new migration needs no change to any test. */
const CLEAR = `
  do $$
  declare tables text;
  begin
    select string_agg(format('%I', tablename), ', ') into tables
    from pg_tables
    where schemaname = current_schema() and tablename <> 'schema_migrations';
    execute 'truncate ' || tables;
  end $$
`;

/** Settings that a test changes one of. */
export function testSettings(url: string, settings: Partial<DataSourceSettings> = {}): DataSourceSettings {
  return {
    url,
    applicationName: 'test',
    migrations: [],
    poolSize: 5,
    statementTimeoutMilliseconds: 10_000,
    connectTimeoutMilliseconds: 10_000,
    idleInTransactionTimeoutMilliseconds: 30_000,
    // Tests cut connections on purpose.
    onIdleConnectionError: () => undefined,
    ...settings,
  };
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
