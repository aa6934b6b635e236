import { Deferred } from '@decouple/messaging-core/testing';
import type { DataSource } from 'typeorm';
import { messagingMigrations } from '../migrations/messaging-migrations';
import { createTestDatabase, type TestDatabase } from '../testing';
import { openDatabase } from './open-database';

describe('openDatabase', () => {
  let database: TestDatabase;
  let opened: DataSource[];
  let lines: object[];
  let brokenConnection: Deferred<Error>;

  beforeEach(async () => {
    database = await createTestDatabase([]);
    opened = [];
    lines = [];
    brokenConnection = new Deferred();
  });

  afterEach(async () => {
    for (const dataSource of opened) await dataSource.destroy();
    await database.drop();
  });

  const open = async ({ migrateOnStart = false, url = database.url } = {}): Promise<DataSource> => {
    const dataSource = await openDatabase(
      {
        url,
        poolSize: 2,
        statementTimeoutSeconds: 7,
        tls: 'off',
        tlsCaFile: undefined,
        iamAuth: false,
        migrateOnStart,
      },
      {
        resource: 'test database',
        applicationName: 'orders-service',
        migrations: messagingMigrations,
        log: {
          info: (fields, msg) => lines.push({ level: 'info', ...fields, msg }),
          warn: (fields, msg) => lines.push({ level: 'warn', ...fields, msg }),
        },
        onIdleConnectionError: (error) => brokenConnection.resolve(error),
      },
    );
    opened.push(dataSource);
    return dataSource;
  };

  const hasOutbox = async (dataSource: DataSource): Promise<unknown> => {
    const [row] = await dataSource.query<{ found: boolean }[]>(`select to_regclass('outbox') is not null as found`);
    return row?.found;
  };

  it('does not migrate unless migrateOnStart is set', async () => {
    expect(await hasOutbox(await open())).toBe(false);
    expect(lines).toEqual([]);
  });

  it('migrates when migrateOnStart is set, and logs it once', async () => {
    expect(await hasOutbox(await open({ migrateOnStart: true }))).toBe(true);
    expect(await hasOutbox(await open({ migrateOnStart: true }))).toBe(true);
    expect(lines).toEqual([
      expect.objectContaining({
        level: 'info',
        resource: 'test database',
        migrations: expect.arrayContaining(['messaging-outbox-0000000000001']) as unknown,
        msg: 'the schema was brought up to date',
      }),
    ]);
  });

  it('applies the configured limits and the application name', async () => {
    const dataSource = await open();
    const settings = await dataSource.query<Record<string, string>[]>(
      `select current_setting('statement_timeout') as statement,
              current_setting('idle_in_transaction_session_timeout') as idle,
              current_setting('application_name') as name`,
    );

    expect(settings).toEqual([{ statement: '7s', idle: '1min', name: 'orders-service' }]);
  });

  it('opens at most poolSize connections', async () => {
    const dataSource = await open();
    const other = await database.open();
    const all = Array.from({ length: 6 }, () => dataSource.query('select pg_sleep(0.2)'));
    await Promise.all(all);
    const [row] = await other.query<{ connections: number }[]>(
      `select count(*)::int as connections from pg_stat_activity
       where application_name = 'orders-service' and datname = current_database()`,
    );

    expect(row).toEqual({ connections: 2 });
  });

  it('does not start without its database', async () => {
    const url = Object.assign(new URL(database.url), { pathname: '/nowhere' }).href;

    await expect(open({ url })).rejects.toMatchObject({ code: '3D000' });
    await expect(open({ url, migrateOnStart: true })).rejects.toMatchObject({ code: '3D000' });
  });

  it('reports an idle connection that breaks, and continues with a new one', async () => {
    const dataSource = await open();
    const other = await database.open();
    await dataSource.query('select 1');
    await other.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'orders-service' and datname = current_database()`,
    );

    expect(await brokenConnection.promise).toMatchObject({ code: '57P01' });
    expect(await dataSource.query('select 1 as one')).toEqual([{ one: 1 }]);
  });
});
