import { createTestDatabase, type TestDatabase } from '@decouple/messaging-postgres/testing';
import { describeLedgerQueriesContract } from '@decouple/sales-domain/testing';
import type { DataSource } from 'typeorm';
import { PostgresSalesLedger } from '../ledger/postgres-sales-ledger';
import { salesMigrations } from '../migrations/sales-migrations';
import { PostgresLedgerQueries } from './postgres-ledger-queries';

const RESOURCE = { resource: 'test database' };

let database: TestDatabase;
let dataSource: DataSource;

beforeAll(async () => {
  database = await createTestDatabase(salesMigrations);
  dataSource = await database.open();
});

afterAll(() => database.drop());

beforeEach(() => database.clear());

describeLedgerQueriesContract('PostgresLedgerQueries', async () => ({
  queries: new PostgresLedgerQueries(dataSource, RESOURCE),
  ledger: new PostgresSalesLedger(dataSource, RESOURCE),
}));
