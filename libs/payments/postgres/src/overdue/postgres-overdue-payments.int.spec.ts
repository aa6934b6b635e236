import { PostgresOutboxStore } from '@decouple/messaging-postgres';
import { createTestDatabase, type TestDatabase } from '@decouple/messaging-postgres/testing';
import { anAcceptedPayment, describeOverduePaymentsContract, messageOf } from '@decouple/payments-domain/testing';
import type { DataSource } from 'typeorm';
import { paymentsMigrations } from '../migrations/payments-migrations';
import { PostgresPaymentStore } from '../store/postgres-payment-store';
import { PostgresOverduePayments } from './postgres-overdue-payments';

/** Looks that take no time begin at the beginning each time. */
const OPTIONS = { resource: 'test database', monotonic: { milliseconds: () => 0 } };

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

describeOverduePaymentsContract('PostgresOverduePayments', async (clock) => ({
  overdue: new PostgresOverduePayments(dataSource, OPTIONS, clock),
  other: new PostgresOverduePayments(otherDataSource, OPTIONS, clock),
  payments: new PostgresPaymentStore(dataSource, OPTIONS),
  outbox: new PostgresOutboxStore(dataSource, OPTIONS),
}));

describe('PostgresOverduePayments', () => {
  it('measures by the clock of the database', async () => {
    const overdue = new PostgresOverduePayments(dataSource, OPTIONS);
    const store = new PostgresPaymentStore(dataSource, OPTIONS);
    const selection = { rule: { afterMilliseconds: 60_000, capMilliseconds: 200_000 }, limit: 10 };
    const accepted = async (ageSeconds: number) => {
      const payment = anAcceptedPayment({ acceptedAt: new Date(Date.now() - ageSeconds * 1_000) });
      await store.add(payment, messageOf(payment));
      return payment.id;
    };
    const [old, ahead] = [await accepted(3_600), await accepted(-3_600)];
    await accepted(1);

    expect((await overdue.republish(selection, messageOf)).map(({ id }) => id)).toEqual([old, ahead]);
    expect(await overdue.republish(selection, messageOf)).toEqual([]);
  });

  it('looks only through the index of payments that are not final', async () => {
    const store = new PostgresPaymentStore(dataSource, OPTIONS);
    const payment = anAcceptedPayment();
    await store.add(payment, messageOf(payment));
    const plan = await dataSource.transaction(async (manager) => {
      await manager.query('set local enable_seqscan = off');
      return manager.query<Record<'QUERY PLAN', string>[]>(
        `explain select id from payments
         where (outcome is null or outcome = 'delayed') and accepted_at <= now() order by accepted_at limit 10`,
      );
    });

    expect(plan.map((line) => line['QUERY PLAN']).join('\n')).toContain('payments_not_final');
  });
});
