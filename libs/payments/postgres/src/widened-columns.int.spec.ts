import { PostgresOutboxStore } from '@decouple/messaging-postgres';
import { createTestDatabase, type TestDatabase } from '@decouple/messaging-postgres/testing';
import { changePayment, anAcceptedPayment, messageOf } from '@decouple/payments-domain/testing';
import type { DataSource } from 'typeorm';
import { paymentsMigrations } from './migrations/payments-migrations';
import { PostgresPaymentStore } from './store/postgres-payment-store';
import { settlePayments } from './store/settle-payments';

const OPTIONS = { resource: 'test database' };
const SENT = { status: 'sent' as const };

/** As migrations of the next version would, while this version runs. */
const CHANGES = [
  'alter table outbox alter column attempts type bigint',
  'alter table payments alter column version type bigint',
  'alter table payments alter column attempt type bigint',
  'alter table payments alter column reemissions type bigint',
  'alter table payments alter column customer_id type varchar(500)',
  'alter table payments add column added_by_the_next_version text',
];

describe('columns that are widened under load', () => {
  let database: TestDatabase;
  let admin: DataSource;

  beforeAll(async () => {
    database = await createTestDatabase(paymentsMigrations);
    admin = await database.open({ poolSize: 1 });
  });

  afterAll(() => database.drop());

  it('fail no payment, no look-up, no change and no batch of the relay, in two instances', async () => {
    let finished = false;
    let rounds = 0;
    const versions: unknown[] = [];
    const relayed: string[] = [];

    const instance = async (): Promise<void> => {
      const dataSource = await database.open({ poolSize: 4 });
      const store = new PostgresPaymentStore(dataSource, OPTIONS);
      const outbox = new PostgresOutboxStore(dataSource, {
        ...OPTIONS,
        onSettled: (transaction, messages) => settlePayments(transaction, messages, new Date()),
      });
      const pay = async (): Promise<void> => {
        const payment = anAcceptedPayment();
        await store.add(payment, messageOf(payment));
        await store.find(payment.clientId, payment.id);
        const changed = await changePayment(store, payment.id, (found) => ({ ...found, version: found.version + 1 }));
        versions.push(changed?.version);
        rounds += 1;
      };
      const relay = () =>
        outbox.relay(50, async (entries) => {
          relayed.push(...entries.map(({ id }) => id));
          return entries.map(() => SENT);
        });
      while (!finished) await Promise.all([pay(), pay(), relay()]);
      while ((await relay()).claimed > 0);
    };

    const running = Promise.all([instance(), instance()]);
    const altering = (async () => {
      for (const change of CHANGES) {
        const begun = rounds;
        await admin.query(change);
        // Every connection has run its statements on the changed table before the next change.
        while (rounds < begun + 30) await admin.query('select 1');
      }
      finished = true;
    })();
    await Promise.race([running, altering]);
    await Promise.all([running, altering]);

    expect(versions.every((version) => typeof version === 'number' && version < 5)).toBe(true);
    expect(new Set(relayed).size).toBe(relayed.length);
    expect(relayed).toHaveLength(rounds);
  });
});
