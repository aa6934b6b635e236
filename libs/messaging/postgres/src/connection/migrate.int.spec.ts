import { Deferred } from '@decouple/messaging-core/testing';
import type { DataSource, MigrationInterface, QueryRunner } from 'typeorm';
import { messagingMigrations } from '../migrations/messaging-migrations';
import { createTestDatabase, type TestDatabase, testSettings } from '../testing';
import { createDataSource } from './create-data-source';
import { migrate } from './migrate';

class SlowTable implements MigrationInterface {
  readonly name = 'slow-table-0000000000009';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('select pg_sleep(0.3)');
    await runner.query('create table slow_table (id integer)');
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}

class Broken implements MigrationInterface {
  readonly name = 'broken-0000000000010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table half_done (id integer)');
    await runner.query('create table half_done (id integer)');
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}

class WidenedAttempts implements MigrationInterface {
  readonly name = 'widened-attempts-0000000000011';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table outbox alter column attempts type bigint');
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}

describe('migrate', () => {
  let database: TestDatabase;

  beforeEach(async () => {
    database = await createTestDatabase([]);
  });

  afterEach(() => database.drop());

  const source = (migrations: readonly (new () => MigrationInterface)[], statementTimeoutMilliseconds = 10_000) =>
    createDataSource(testSettings(database.url, { migrations, statementTimeoutMilliseconds }));

  it('runs every migration once, in order, and returns their names', async () => {
    expect(await migrate(source(messagingMigrations))).toEqual([
      'messaging-outbox-0000000000001',
      'messaging-dead-letters-0000000000002',
      'messaging-delivery-attempts-0000000000003',
      'messaging-dead-letter-decisions-0000000000004',
      'messaging-history-0000000000005',
      'messaging-announcement-sequence-0000000000006',
      'messaging-queue-in-keys-0000000000007',
      'messaging-message-group-0000000000008',
    ]);
    expect(await migrate(source(messagingMigrations))).toEqual([]);
  });

  it('runs only what is new', async () => {
    await migrate(source(messagingMigrations));

    expect(await migrate(source([...messagingMigrations, SlowTable]))).toEqual(['slow-table-0000000000009']);
  });

  it('lets instances that start at the same time wait for the first', async () => {
    const ran = await Promise.all(
      Array.from({ length: 4 }, () => migrate(source([...messagingMigrations, SlowTable]))),
    );

    expect(ran.map(({ length }) => length).sort()).toEqual([0, 0, 0, messagingMigrations.length + 1]);
  });

  it('is not cut short by the time limit of ordinary statements', async () => {
    expect(await migrate(source([SlowTable], 50))).toHaveLength(1);
  });

  it('leaves nothing behind of a run that fails', async () => {
    await expect(migrate(source([SlowTable, Broken]))).rejects.toThrow('half_done');
    const dataSource = await database.open();

    expect(
      await dataSource.query(`select to_regclass('slow_table') as slow, to_regclass('half_done') as half`),
    ).toEqual([{ slow: null, half: null }]);
    expect(await migrate(source([SlowTable]))).toHaveLength(1);
  });

  describe('while another transaction uses a table that it alters', () => {
    const OPTIONS = { lockTimeoutMilliseconds: 50, pauseMilliseconds: 50 };
    let writer: DataSource;
    let holder: QueryRunner;

    beforeEach(async () => {
      await migrate(source([...messagingMigrations]));
      writer = await database.open();
      holder = (await database.open()).createQueryRunner();
      await holder.startTransaction();
      await holder.query('select count(*) from outbox');
    });

    it('lets other statements pass, and runs when the transaction has ended', async () => {
      const blocked = new Deferred();
      const migrating = migrate(source([...messagingMigrations, WidenedAttempts]), {
        ...OPTIONS,
        onBlocked: (tries) => tries === 3 && blocked.resolve(),
      });
      await blocked.promise;
      await writer.query(
        `insert into outbox (queue, source, message_id, type, body) values ('sales', 'urn:test', 'one', 't', 'b')`,
      );
      await holder.commitTransaction();

      expect(await migrating).toEqual(['widened-attempts-0000000000011']);
    });
  });
});
