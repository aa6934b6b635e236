import { PostgresOutboxStore } from '@decouple/messaging-postgres';
import { createTestDatabase, type TestDatabase } from '@decouple/messaging-postgres/testing';
import { describePaymentRepairsContract } from '@decouple/payments-domain/testing';
import type { DataSource } from 'typeorm';
import { paymentsMigrations } from '../migrations/payments-migrations';
import { PostgresPaymentAdminQueries } from '../admin-queries/postgres-payment-admin-queries';
import { PostgresPaymentStore } from '../store/postgres-payment-store';
import { PostgresPaymentRepairs } from './postgres-payment-repairs';

const OPTIONS = { resource: 'test database' };

let database: TestDatabase;
let dataSource: DataSource;
let otherDataSource: DataSource;

beforeAll(async () => {
  database = await createTestDatabase(paymentsMigrations);
  dataSource = await database.open();
  otherDataSource = await database.open();
});

afterAll(() => database.drop());

beforeEach(() => database.clear());

describePaymentRepairsContract('PostgresPaymentRepairs', async () => ({
  repairs: new PostgresPaymentRepairs(dataSource, OPTIONS),
  other: new PostgresPaymentRepairs(otherDataSource, OPTIONS),
  payments: new PostgresPaymentStore(dataSource, OPTIONS),
  queries: new PostgresPaymentAdminQueries(dataSource, OPTIONS),
  outbox: new PostgresOutboxStore(dataSource, OPTIONS),
}));
