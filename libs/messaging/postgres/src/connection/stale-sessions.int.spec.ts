import { Deferred } from '@decouple/messaging-core/testing';
import type { DataSource } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '../testing';
import { Database } from './database';
import type { Transaction } from './transaction';

const RESOURCE = 'test database';
const CONNECTIONS = 5;

const READ = 'select id, n from numbers where id = $1::integer';
const INSERT = 'insert into numbers (id, n) values ($1::integer, 1) returning id, n';

describe('a session that the server has made stale', () => {
  let server: TestDatabase;
  let admin: DataSource;
  let pooled: DataSource;
  let database: Database;

  beforeAll(async () => {
    server = await createTestDatabase([]);
    admin = await server.open({ poolSize: 1 });
  });

  afterAll(() => server.drop());

  beforeEach(async () => {
    await admin.query('drop table if exists numbers');
    await admin.query('create table numbers (id integer primary key, n integer not null)');
    await admin.query('insert into numbers values (1, 1)');
    pooled = await server.open({ poolSize: CONNECTIONS, applicationName: 'pooled' });
    database = new Database(pooled, RESOURCE);
  });

  afterEach(() => pooled.destroy());

  const widen = (): Promise<unknown> => admin.query('alter table numbers alter column n type bigint');

  const endAllSessions = (): Promise<unknown> =>
    admin.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where application_name = 'pooled' and datname = current_database()`,
    );

  /** Runs the work on every connection of the pool at the same time, so that each has prepared its statements. */
  async function onEveryConnection(work: (transaction: Transaction) => Promise<unknown>, on = database): Promise<void> {
    let arrived = 0;
    const all = new Deferred();
    const visit = () =>
      on.transaction(async (transaction) => {
        await work(transaction);
        if ((arrived += 1) === CONNECTIONS) all.resolve();
        await all.promise;
      });
    await Promise.all(Array.from({ length: CONNECTIONS }, visit));
  }

  const prepareEverywhere = (): Promise<void> => onEveryConnection((transaction) => transaction.query(READ, [1]));

  it.each([
    ['a column was widened', widen],
    ['the server has ended all sessions', endAllSessions],
    ['the prepared statements are gone', () => onEveryConnection((transaction) => transaction.query('deallocate all'))],
    [
      'the connections lead to a standby',
      () =>
        onEveryConnection((transaction) =>
          transaction.query(`select set_config('default_transaction_read_only', 'on', false)`),
        ),
    ],
  ])('is replaced, and the work done at once, on every connection when %s', async (_, change) => {
    await prepareEverywhere();
    await change();
    const ids = Array.from({ length: CONNECTIONS * 4 }, (__, index) => index + 10);

    const transactions = ids.map((id) =>
      database.transaction(async (transaction) => {
        await transaction.query(READ, [1]);
        return transaction.query<{ id: number }>(INSERT, [id]);
      }),
    );
    const reads = ids.map(() => database.query<{ id: number }>(READ, [1]));

    expect((await Promise.all(transactions)).map(([row]) => row?.id)).toEqual(ids);
    expect((await Promise.all(reads)).map(([row]) => row?.id)).toEqual(ids.map(() => 1));
  });

  it('has one failure renew all connections', async () => {
    await prepareEverywhere();
    await widen();
    await database.query(READ, [1]);
    let runs = 0;
    await onEveryConnection(async (transaction) => {
      runs += 1;
      await transaction.query(READ, [1]);
    });

    expect(runs).toBe(CONNECTIONS);
  });

  it.each([
    ['0A000', 'the result of a prepared statement has changed'],
    ['26000', 'the prepared statement is not there'],
    ['42P05', 'the prepared statement is there already'],
    ['08P01', 'the pooler has lost the session'],
    ['25006', 'the server only reads'],
  ])('is reported as an outage after five tries: %s, %s', async (code) => {
    let runs = 0;
    const statement =
      code === '0A000' ? READ : `do $$ begin raise exception 'not possible' using errcode = '${code}'; end $$`;
    const failing = database.transaction(async (transaction) => {
      runs += 1;
      if (code !== '0A000') return transaction.query(statement);
      await transaction.query(READ, [1]);
      // Within the transaction, so that each run meets it again.
      await transaction.query('alter table numbers alter column n type text');
      return transaction.query(READ, [1]);
    });

    await expect(failing).rejects.toMatchObject({ name: 'InfrastructureError', resource: RESOURCE, code });
    expect(runs).toBe(5);
  });

  it('does not take a feature that PostgreSQL does not have for a stale session', async () => {
    const feature = database.transaction((transaction) =>
      transaction.query(`do $$ begin raise exception 'no' using errcode = '0A000'; end $$`),
    );

    await expect(feature).rejects.toMatchObject({ name: 'StatementError', sqlState: '0A000' });
  });

  describe('while work runs that must not be repeated', () => {
    it('repeats the claim before it', async () => {
      await prepareEverywhere();
      await widen();
      const work = jest.fn(async (_: Transaction, claimed: readonly unknown[]) => claimed.length);

      expect(await database.transactionWithClaim((transaction) => transaction.query(READ, [1]), work)).toBe(1);
      expect(work).toHaveBeenCalledTimes(1);
    });

    it('repeats nothing of it', async () => {
      await prepareEverywhere();
      const work = jest.fn(async (transaction: Transaction) => {
        await widen();
        await transaction.query(READ, [1]);
      });

      await expect(database.transactionOnce(work)).rejects.toMatchObject({ code: '0A000' });
      expect(work).toHaveBeenCalledTimes(1);
      expect(await database.query<{ id: number }>(READ, [1])).toMatchObject([{ id: 1 }]);
    });
  });

  it('does not repeat a transaction whose session ends while it commits', async () => {
    await admin.query(`
      create or replace function end_session() returns trigger language plpgsql as
      $$ begin perform pg_terminate_backend(pg_backend_pid()); return null; end $$
    `);
    await admin.query(`
      create constraint trigger ends_at_commit after insert on numbers deferrable initially deferred
      for each row execute function end_session()
    `);
    let runs = 0;
    const ending = database.transaction((transaction) => {
      runs += 1;
      return transaction.query(INSERT, [7]);
    });

    await expect(ending).rejects.toMatchObject({ name: 'InfrastructureError' });
    expect(runs).toBe(1);
  });

  it('does not try again at once when no connection can be made', async () => {
    const { password } = new URL(server.url);
    const logIn = jest.fn(async () => decodeURIComponent(password));
    const source = await server.open({ poolSize: 2, password: logIn });
    const remote = new Database(source, RESOURCE);
    logIn.mockClear().mockRejectedValue(Object.assign(new Error('reset'), { code: 'ECONNRESET' }));

    const onSecondConnection = remote.transaction(() => remote.query(READ, [1]));

    await expect(onSecondConnection).rejects.toMatchObject({ name: 'InfrastructureError', code: 'ECONNRESET' });
    expect(logIn).toHaveBeenCalledTimes(1);
  });
});
