import { randomUUID } from 'node:crypto';
import { PostgresAttemptStore } from '@decouple/messaging-postgres';
import { createTestDatabase, type TestDatabase } from '@decouple/messaging-postgres/testing';
import { aSale, toRecord } from '@decouple/sales-domain/testing';
import type { DataSource } from 'typeorm';
import { PostgresSalesLedger } from './ledger/postgres-sales-ledger';
import { salesMigrations } from './migrations/sales-migrations';

const RESOURCE = { resource: 'test database' };

/** As migrations of the next version would, while this version runs. */
const CHANGES = [
  'alter table delivery_attempts alter column failures type bigint',
  'alter table dead_letters alter column attempts type bigint',
  'alter table ledger_entries alter column reason_code type varchar(200)',
  'alter table ledger_entries alter column amount_minor type numeric(38, 0)',
  'alter table policies alter column currency type varchar(20)',
  'alter table outbox alter column attempts type bigint',
];

describe('columns that are widened under load', () => {
  let database: TestDatabase;
  let admin: DataSource;

  beforeAll(async () => {
    database = await createTestDatabase(salesMigrations);
    admin = await database.open({ poolSize: 1 });
  });

  afterAll(() => database.drop());

  it('fail no sale and no count of failures, in two instances', async () => {
    let finished = false;
    let rounds = 0;
    const attempts: unknown[] = [];

    const instance = async (): Promise<void> => {
      const dataSource = await database.open({ poolSize: 4 });
      const ledger = new PostgresSalesLedger(dataSource, RESOURCE);
      const failures = new PostgresAttemptStore(dataSource, RESOURCE);
      const record = async (): Promise<void> => {
        const sale = aSale();
        const { duplicate } = await ledger.record(toRecord(sale));
        if (duplicate) throw new Error('The sale was recorded twice.');
        await ledger.find(sale.paymentId);
        rounds += 1;
      };
      const fail = async (): Promise<void> => {
        const key = { queue: 'sales', source: 'urn:test', id: randomUUID() };
        await failures.countFailure(key);
        attempts.push((await failures.countFailure(key)).attempt);
      };
      while (!finished) await Promise.all([record(), record(), fail()]);
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

    expect(new Set(attempts)).toEqual(new Set([2]));
    const [counted] = await admin.query<unknown[]>(
      `select (select count(*) from ledger_entries) = ${rounds} as entries,
              (select sum(payments) from monthly_totals) = ${rounds} as totals`,
    );
    expect(counted).toEqual({ entries: true, totals: true });
  });
});
