import { createTestDatabase, indexEntriesRead, type TestDatabase } from '@decouple/messaging-postgres/testing';
import { anAcceptedPayment, messageOf } from '@decouple/payments-domain/testing';
import type { DataSource, QueryRunner } from 'typeorm';
import { paymentsMigrations } from '../migrations/payments-migrations';
import { PostgresOverduePayments } from '../overdue/postgres-overdue-payments';
import { PostgresPaymentAdminQueries } from '../admin-queries/postgres-payment-admin-queries';
import { PostgresPaymentStore } from '../store/postgres-payment-store';

const ANSWERED = 20_000;

/** A look from the beginning reads all answered payments; a short one reads those of the last minute, of which there are none. */
const FEW = ANSWERED / 20;

/** Ten times what the whole test takes on a busy machine. */
const TEST_MILLISECONDS = 150_000;

/** Each look of this test takes a second. */
const LOOK_MILLISECONDS = 1_000;

const SELECTION = { rule: { afterMilliseconds: 10_000, capMilliseconds: 60_000 }, limit: 10 };

describe('answered payments whose index entries an old transaction keeps', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let snapshot: QueryRunner;
  let queries: PostgresPaymentAdminQueries;
  let overdue: PostgresOverduePayments;
  let now: number;

  beforeAll(async () => {
    database = await createTestDatabase(paymentsMigrations);
    dataSource = await database.open({ poolSize: 1, statementTimeoutMilliseconds: TEST_MILLISECONDS });
    // In this test only the old transaction decides what is deleted for good.
    await dataSource.query('alter table payments set (autovacuum_enabled = false)');
    const open = await database.open({ idleInTransactionTimeoutMilliseconds: TEST_MILLISECONDS });
    snapshot = open.createQueryRunner();
    await snapshot.startTransaction('REPEATABLE READ');
    await snapshot.query('select 1 from payments');
    await dataSource.query(`
      insert into payments (id, client_id, idempotency_key, policy_number, customer_id, billing_period, amount_minor,
                            currency, method_type, method_token, accepted_at, version)
      select gen_random_uuid(), 'c', n, 'p', 'c', '2026-11', 1, 'EUR', 'card', 't', now() - interval '1 hour', 1
      from generate_series(1, ${ANSWERED}) n
    `);
    await dataSource.query(`update payments set outcome = 'recorded', outcome_at = now()`);
  });

  afterAll(async () => {
    await snapshot.rollbackTransaction();
    await database.drop();
  });

  beforeEach(async () => {
    now = 0;
    const monotonic = { milliseconds: () => (now += LOOK_MILLISECONDS) };
    const options = { resource: 'test database', monotonic };
    queries = new PostgresPaymentAdminQueries(dataSource, options);
    overdue = new PostgresOverduePayments(dataSource, options);
    await dataSource.query('truncate outbox');
    await dataSource.query(`update payments set outcome = 'recorded', outcome_at = now() where outcome is null`);
  });

  const readBy = (work: () => Promise<unknown>): Promise<number> => indexEntriesRead(dataSource, 'payments', work);

  async function accept(secondsAgo: number): Promise<{ readonly id: string; readonly acceptedAt: Date }> {
    const payment = anAcceptedPayment({ acceptedAt: new Date(Date.now() - secondsAgo * 1_000) });
    await new PostgresPaymentStore(dataSource, { resource: 'test database' }).add(payment, messageOf(payment));
    return payment;
  }

  it('are not stepped over again to find the oldest unanswered payment', async () => {
    expect(await readBy(() => queries.oldestUnanswered())).toBeGreaterThanOrEqual(ANSWERED);
    const { acceptedAt } = await accept(30);
    let oldest: Date | undefined;
    const read = await readBy(async () => (oldest = await queries.oldestUnanswered()));

    expect(oldest).toEqual(acceptedAt);
    expect(read).toBeLessThan(FEW);
  });

  it('are not stepped over again by reconciliation', async () => {
    expect(await readBy(() => overdue.republish(SELECTION, messageOf))).toBeGreaterThanOrEqual(ANSWERED);
    const { id } = await accept(30);
    let reemitted: readonly { readonly id: string }[] = [];
    const read = await readBy(async () => (reemitted = await overdue.republish(SELECTION, messageOf)));

    expect(reemitted).toMatchObject([{ id }]);
    expect(read).toBeLessThan(FEW);
  });

  it('do not hide a payment that appears among them for longer than 99 times a look through all', async () => {
    await queries.oldestUnanswered();
    await overdue.republish(SELECTION, messageOf);
    const { acceptedAt, id } = await accept(7_200);
    expect(await queries.oldestUnanswered()).toBeUndefined();
    expect(await overdue.republish(SELECTION, messageOf)).toEqual([]);
    now += 99 * LOOK_MILLISECONDS;

    expect(await queries.oldestUnanswered()).toEqual(acceptedAt);
    expect(await overdue.republish(SELECTION, messageOf)).toMatchObject([{ id }]);
  });
});
