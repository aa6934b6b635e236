import { createTestDatabase, type TestDatabase } from '@decouple/messaging-postgres/testing';
import { describePaymentRegisterContract } from '@decouple/payments-domain/testing';
import type { DataSource } from 'typeorm';
import { paymentsMigrations } from '../migrations/payments-migrations';
import { PostgresPaymentStore } from '../store/postgres-payment-store';
import { PostgresPaymentRegister } from './postgres-payment-register';

/** Looks that take no time begin at the beginning each time. */
const OPTIONS = { resource: 'test database', monotonic: { milliseconds: () => 0 } };

let database: TestDatabase;
let dataSource: DataSource;

beforeAll(async () => {
  database = await createTestDatabase(paymentsMigrations);
  dataSource = await database.open();
});

afterAll(() => database.drop());

beforeEach(() => dataSource.query('truncate payments, outbox'));

describePaymentRegisterContract('PostgresPaymentRegister', async () => ({
  register: new PostgresPaymentRegister(dataSource, OPTIONS),
  payments: new PostgresPaymentStore(dataSource, OPTIONS),
}));
