import {
  createTestDatabase,
  repeatedOnEmptyTables,
  rowsRead,
  type TestDatabase,
} from '@decouple/messaging-postgres/testing';
import { DEFAULT_OVERDUE_RULE, type Payment } from '@decouple/payments-domain';
import { changePayment, anAcceptedPayment, messageOf } from '@decouple/payments-domain/testing';
import type { DataSource } from 'typeorm';
import { paymentsMigrations } from './migrations/payments-migrations';
import { PostgresOverduePayments } from './overdue/postgres-overdue-payments';
import { PostgresPaymentAdminQueries } from './admin-queries/postgres-payment-admin-queries';
import { PostgresPaymentStore } from './store/postgres-payment-store';

const OPTIONS = { resource: 'test database' };
const ROWS = 100_000;

/** Ten times what making the rows takes on a busy machine. */
const SET_UP_MILLISECONDS = 150_000;
const CLIENT = 'the-client';

let database: TestDatabase;
let dataSource: DataSource;
let store: PostgresPaymentStore;

const accept = async (): Promise<Payment> => {
  const payment = { ...anAcceptedPayment(), clientId: CLIENT };
  await store.add(payment, messageOf(payment));
  return payment;
};

beforeAll(async () => {
  database = await createTestDatabase(paymentsMigrations);
  dataSource = await database.open({ poolSize: 1, statementTimeoutMilliseconds: SET_UP_MILLISECONDS });
  store = new PostgresPaymentStore(dataSource, OPTIONS);
  await repeatedOnEmptyTables(dataSource, ['payments', 'outbox'], async () => {
    const payment = await accept();
    // A key that is there already, a look, and a change: each has its statement.
    await store.add(payment, messageOf(payment));
    await store.find(CLIENT, payment.id);
    await changePayment(store, payment.id, (found) => ({ ...found, version: found.version + 1 }));
  });
  // Final, but for one in a thousand that has had no answer for a day.
  await dataSource.query(`
    insert into payments (id, client_id, idempotency_key, policy_number, customer_id, billing_period, amount_minor,
                          currency, method_type, method_token, accepted_at, version, outcome, outcome_at)
    select gen_random_uuid(), '${CLIENT}', n, 'POL-' || n % 5000, 'c', '2026-11', 1, 'EUR', 'card', 't',
           now() - interval '1 day', 1, case when n % 1000 > 0 then 'recorded' end, now()
    from generate_series(1, ${ROWS}) n
  `);
});

afterAll(() => database.drop());

/** Rows that may be read for one row that is asked for: itself, and again when it is locked or changed. */
const LOOKS = 4;

async function expectToRead(rows: number, work: () => Promise<unknown>): Promise<void> {
  expect(await rowsRead(dataSource, 'payments', work)).toBeLessThanOrEqual(rows * LOOKS);
}

describe(`with ${ROWS} payments that came after the plans were made`, () => {
  it('accepting, finding and changing one reads none of the others', async () => {
    const payment = await accept();

    await expectToRead(1, accept);
    await expectToRead(1, () => store.add(payment, messageOf(payment)));
    await expectToRead(1, () => store.find(CLIENT, payment.id));
    await expectToRead(1, () =>
      changePayment(store, payment.id, (found) => ({ ...found, version: found.version + 1 })),
    );
  });
});

describe(`with ${ROWS} payments`, () => {
  beforeAll(() => dataSource.query('vacuum analyze'));

  it('accepting one reads none of the others', async () => {
    await expectToRead(1, accept);
  });

  it('the status of one is found by its id', async () => {
    const [row] = await dataSource.query<{ id: string }[]>('select id from payments offset 5000 limit 1');
    await expectToRead(1, () => store.find(CLIENT, row!.id));
    await expectToRead(1, () => new PostgresPaymentAdminQueries(dataSource, OPTIONS).find(row!.id));
  });

  it('the payments of a client and of a policy are read a page at a time', async () => {
    await expectToRead(20, () => store.list({ clientId: CLIENT, limit: 20 }));
    await expectToRead(20, () => store.list({ clientId: CLIENT, limit: 20, policyNumber: 'POL-7' }));
    await expectToRead(20, () => new PostgresPaymentAdminQueries(dataSource, OPTIONS).page({ limit: 20 }));
  });

  it('reconciliation reads the overdue payments that it publishes again', async () => {
    const overdue = new PostgresOverduePayments(dataSource, OPTIONS);
    const selection = { limit: 10, rule: DEFAULT_OVERDUE_RULE };
    await expectToRead(10, () => overdue.republish(selection, messageOf));
  });
});
