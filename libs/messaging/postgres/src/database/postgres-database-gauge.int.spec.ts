import type { DataSource, QueryRunner } from 'typeorm';
import { messagingMigrations } from '../migrations/messaging-migrations';
import { createTestDatabase, type TestDatabase } from '../testing';
import { PostgresDatabaseGauge } from './postgres-database-gauge';

describe('PostgresDatabaseGauge', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let gauge: PostgresDatabaseGauge;

  beforeEach(async () => {
    database = await createTestDatabase(messagingMigrations);
    dataSource = await database.open({ poolSize: 1 });
    gauge = new PostgresDatabaseGauge(dataSource, { resource: 'test database' });
  });

  afterEach(() => database.drop());

  const begin = async (applicationName: string): Promise<QueryRunner> => {
    const runner = (await database.open({ applicationName })).createQueryRunner();
    await runner.startTransaction();
    await runner.query('select 1 from outbox');
    return runner;
  };

  it('reports no transaction when only its own is open', async () => {
    expect(await gauge.measure()).toEqual({ oldestTransaction: undefined, deletedOutboxRows: 0 });
  });

  it('reports the oldest transaction, its role and its state', async () => {
    const first = await begin('report');
    await begin('migration');
    const { oldestTransaction } = await gauge.measure();
    await first.rollbackTransaction();

    expect(oldestTransaction).toEqual({
      ageSeconds: expect.any(Number) as number,
      owner: 'report',
      processId: expect.any(Number) as number,
      state: 'idle in transaction',
    });
    expect((await gauge.measure()).oldestTransaction).toMatchObject({ owner: 'migration' });
  });

  it('tells how many deleted rows of the outbox are still stored', async () => {
    await dataSource.query('alter table outbox set (autovacuum_enabled = false)');
    await dataSource.query(`
      insert into outbox (queue, source, message_id, type, body)
      select 'sales', 'urn:test', n, 't', 'b' from generate_series(1, 500) n
    `);
    await dataSource.query('delete from outbox');
    await dataSource.query('select pg_stat_force_next_flush()');

    expect((await gauge.measure()).deletedOutboxRows).toBe(500);
  });
});
