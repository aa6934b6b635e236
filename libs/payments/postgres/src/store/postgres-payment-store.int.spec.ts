import { PostgresOutboxStore, type Transaction } from '@decouple/messaging-postgres';
import { createTestDatabase, type TestDatabase } from '@decouple/messaging-postgres/testing';
import { markQueued, type Payment } from '@decouple/payments-domain';
import {
  changePayment,
  anAcceptedPayment,
  aPaymentOrder,
  describePaymentStoreContract,
  messageOf,
} from '@decouple/payments-domain/testing';
import type { DataSource } from 'typeorm';
import { paymentsMigrations } from '../migrations/payments-migrations';
import { settlePayments } from './settle-payments';
import { PostgresPaymentStore } from './postgres-payment-store';

const RESOURCE = 'test database';
const QUEUED_AT = new Date('2026-11-22T10:00:01.000Z');

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

const outboxOf = (source: DataSource): PostgresOutboxStore =>
  new PostgresOutboxStore(source, {
    resource: RESOURCE,
    onSettled: (transaction, messages) => settlePayments(transaction, messages, QUEUED_AT),
  });

describePaymentStoreContract('PostgresPaymentStore', async () => ({
  store: new PostgresPaymentStore(dataSource, { resource: RESOURCE }),
  other: new PostgresPaymentStore(otherDataSource, { resource: RESOURCE }),
  outbox: outboxOf(dataSource),
  queuedAt: QUEUED_AT,
  close: async () => undefined,
}));

describe('PostgresPaymentStore', () => {
  const storeOf = (onChange?: (id: string) => void): PostgresPaymentStore =>
    new PostgresPaymentStore(dataSource, { resource: RESOURCE, ...(onChange === undefined ? {} : { onChange }) });
  const messagesStored = async (): Promise<number> => (await outboxOf(dataSource).backlog()).count;

  /** What no rule of ours lets through, and the table does not either. */
  const unpaid = (payment: Payment): Payment => ({
    ...payment,
    order: aPaymentOrder({ amount: { minorUnits: -1n, currency: 'EUR' } }),
  });

  async function addedTo(store: PostgresPaymentStore): Promise<Payment> {
    const payment = anAcceptedPayment();
    await store.add(payment, messageOf(payment));
    return payment;
  }

  it('stores neither the payment nor the message when one of them cannot be stored', async () => {
    const store = storeOf();
    const [one, other] = [anAcceptedPayment(), anAcceptedPayment({ idempotencyKey: 'NUL \u0000' })];

    await expect(store.add(one, { ...messageOf(one), body: 'NUL \u0000' })).rejects.toMatchObject({
      sqlState: '22021',
    });
    await expect(store.add(other, messageOf(other))).rejects.toMatchObject({ sqlState: '22021' });
    expect(await store.list({ clientId: 'client-a', limit: 10 })).toEqual([]);
    expect(await messagesStored()).toBe(0);
  });

  it('stores the neighbours of a payment that the database refuses', async () => {
    const store = storeOf();
    const payments = Array.from({ length: 20 }, () => anAcceptedPayment());
    const results = await Promise.allSettled(
      payments.map((payment, index) => store.add(index === 7 ? unpaid(payment) : payment, messageOf(payment))),
    );

    expect(results[7]).toMatchObject({ status: 'rejected', reason: { constraint: 'payments_amount_minor_check' } });
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(19);
    expect(await messagesStored()).toBe(19);
  });

  it('says nothing of the order in the error of a refused payment', async () => {
    const payment = anAcceptedPayment();
    const error = await storeOf()
      .add(unpaid(payment), messageOf(payment))
      .then(
        () => undefined,
        (reason: Error) => reason,
      );

    expect(error).toMatchObject({ name: 'StatementError' });
    expect(JSON.stringify({ ...error, message: error?.message, cause: error?.cause })).not.toContain('tok_4f9a');
  });

  it('adds payments just accepted, and no others', async () => {
    const payment = anAcceptedPayment();

    await expect(storeOf().add(markQueued(payment, QUEUED_AT), messageOf(payment))).rejects.toThrow(
      'too late to add it',
    );
  });

  it('notifies of every payment that it has written, and of no other', async () => {
    const written: string[] = [];
    const store = storeOf((id) => written.push(id));
    const [changed, same] = [await addedTo(store), await addedTo(store)];
    await changePayment(store, changed.id, (payment) => markQueued(payment, QUEUED_AT));
    await changePayment(store, same.id, (payment) => payment);

    expect(written).toEqual([changed.id]);
  });

  it('has written everything that was asked for once it is drained', async () => {
    const store = storeOf();
    const payments = Array.from({ length: 10 }, () => anAcceptedPayment());
    const adding = payments.map((payment) => store.add(payment, messageOf(payment)));
    await store.drain();

    expect(await messagesStored()).toBe(10);
    await Promise.all(adding);
  });

  it('touches no index when it marks payments as queued', async () => {
    const store = storeOf();
    await Promise.all(Array.from({ length: 200 }, () => addedTo(store)));
    const updatesOf = async (transaction: Transaction): Promise<{ all: number; withoutIndex: number }> => {
      const [row] = await transaction.query<{ all: number; withoutIndex: number }>(
        `select n_tup_upd::integer as all, n_tup_hot_upd::integer as "withoutIndex"
         from pg_stat_xact_user_tables where relname = 'payments'`,
      );
      return row!;
    };
    let updates = { all: 0, withoutIndex: 0 };
    const outbox = new PostgresOutboxStore(dataSource, {
      resource: RESOURCE,
      onSettled: async (transaction, messages) => {
        const before = await updatesOf(transaction);
        await settlePayments(transaction, messages, QUEUED_AT);
        const after = await updatesOf(transaction);
        updates = { all: after.all - before.all, withoutIndex: after.withoutIndex - before.withoutIndex };
      },
    });
    await outbox.relay(200, async (entries) => entries.map(() => ({ status: 'sent' })));

    expect(updates).toEqual({ all: 200, withoutIndex: 200 });
  });

  it('undoes the marking of payments when the messages stay in the outbox', async () => {
    const store = storeOf();
    const payment = await addedTo(store);
    const failing = new PostgresOutboxStore(dataSource, {
      resource: RESOURCE,
      onSettled: async (transaction, messages) => {
        await settlePayments(transaction, messages, QUEUED_AT);
        throw new Error('cut off before the commit');
      },
    });

    await expect(failing.relay(10, async () => [{ status: 'sent' }])).rejects.toThrow('cut off');
    expect(await store.find(payment.clientId, payment.id)).toEqual(payment);
  });

  it('keeps the pages of the lists full as ids come in their order', async () => {
    const rows = 20_000;
    await dataSource.query(
      `insert into payments (id, client_id, idempotency_key, policy_number, customer_id, billing_period, amount_minor,
                             currency, method_type, method_token, accepted_at, version)
       select lpad(to_hex(n), 32, '0')::uuid, 'client', n, 'POL', 'c', '2026-11', 1, 'EUR', 'card', 't', now(), 1
       from generate_series(1, ${rows}) n`,
    );
    const sizes = await dataSource.query<{ client: string; policy: string }[]>(
      `select pg_relation_size('payments_of_client') as client, pg_relation_size('payments_of_policy') as policy`,
    );

    // 40 and 48 bytes an entry, and a tenth of each page free; half-empty pages would take twice as much.
    expect(Number(sizes[0]?.client) / rows).toBeLessThan(52);
    expect(Number(sizes[0]?.policy) / rows).toBeLessThan(62);
  });

  it.each([
    ['of a client', {}, 'payments_of_client'],
    ['of a policy', { policy: 'POL-5' }, 'payments_of_policy'],
  ])('finds a page of payments %s in an index', async (_, { policy }: { policy?: string }, index) => {
    await dataSource.query(
      `insert into payments (id, client_id, idempotency_key, policy_number, customer_id, billing_period, amount_minor,
                             currency, method_type, method_token, accepted_at, version)
       select gen_random_uuid(), 'client-' || n % 5, n, 'POL-' || n % 20, 'c', '2026-11', 1, 'EUR', 'card', 't', now(), 1
       from generate_series(1, 20000) n`,
    );
    await dataSource.query('analyze payments');
    const filter = policy === undefined ? '' : `and policy_number = '${policy}'`;
    const plan = await dataSource.query<{ 'QUERY PLAN': string }[]>(
      `explain select id from payments where client_id = 'client-0' ${filter} order by id desc limit 20`,
    );

    expect(plan.map((row) => row['QUERY PLAN']).join('\n')).toContain(index);
    expect(plan.map((row) => row['QUERY PLAN']).join('\n')).not.toContain('Sort');
  });
});
