import { createTestDatabase, type TestDatabase } from '@decouple/messaging-postgres/testing';
import { describePaymentAdminQueriesContract } from '@decouple/payments-domain/testing';
import type { DataSource } from 'typeorm';
import { paymentsMigrations } from '../migrations/payments-migrations';
import { PostgresPaymentStore } from '../store/postgres-payment-store';
import { PostgresPaymentAdminQueries } from './postgres-payment-admin-queries';

/** Looks that take no time begin at the beginning each time. */
const OPTIONS = { resource: 'test database', monotonic: { milliseconds: () => 0 } };

let database: TestDatabase;
let dataSource: DataSource;

beforeAll(async () => {
  database = await createTestDatabase(paymentsMigrations);
  dataSource = await database.open();
});

afterAll(() => database.drop());

beforeEach(() => database.clear());

describePaymentAdminQueriesContract('PostgresPaymentAdminQueries', async () => ({
  queries: new PostgresPaymentAdminQueries(dataSource, OPTIONS),
  payments: new PostgresPaymentStore(dataSource, OPTIONS),
}));
