import { RecordingLog } from '@decouple/platform/testing';
import type { DataSource } from 'typeorm';
import { messagingMigrations } from '../migrations/messaging-migrations';
import { createTestDatabase, type TestDatabase } from '../testing';
import { openDatabase } from './open-database';

describe('openDatabase', () => {
  let database: TestDatabase;
  let opened: DataSource[];
  let recording: RecordingLog;

  beforeEach(async () => {
    database = await createTestDatabase([]);
    opened = [];
    recording = new RecordingLog();
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
        resource: 'sales database',
        applicationName: 'sales-worker',
        migrations: messagingMigrations,
        log: recording.log,
      },
    );
    opened.push(dataSource);
    return dataSource;
  };

  const hasOutbox = async (dataSource: DataSource): Promise<unknown> => {
    const [row] = await dataSource.query<{ found: boolean }[]>(`select to_regclass('outbox') is not null as found`);
    return row?.found;
  };

  it('leaves the schema alone unless told otherwise', async () => {
    expect(await hasOutbox(await open())).toBe(false);
    expect(recording.lines).toEqual([]);
  });

  it('brings the schema up to date when told, and says so once', async () => {
    expect(await hasOutbox(await open({ migrateOnStart: true }))).toBe(true);
    expect(await hasOutbox(await open({ migrateOnStart: true }))).toBe(true);
    expect(recording.lines).toEqual([
      expect.objectContaining({
        level: 'info',
        resource: 'sales database',
        migrations: expect.arrayContaining(['messaging-outbox-0000000000001']) as unknown,
        msg: 'the schema was brought up to date',
      }),
    ]);
  });

  it('takes the limits that are configured, and tells the server whose connection it is', async () => {
    const dataSource = await open();
    const settings = await dataSource.query<Record<string, string>[]>(
      `select current_setting('statement_timeout') as statement,
              current_setting('idle_in_transaction_session_timeout') as idle,
              current_setting('application_name') as name`,
    );

    expect(settings).toEqual([{ statement: '7s', idle: '1min', name: 'sales-worker' }]);
  });

  it('opens as many connections as the pool has, and lets the next statement wait', async () => {
    const dataSource = await open();
    const other = await database.open();
    const all = Array.from({ length: 6 }, () => dataSource.query('select pg_sleep(0.2)'));
    await Promise.all(all);
    const [row] = await other.query<{ connections: number }[]>(
      `select count(*)::int as connections from pg_stat_activity
       where application_name = 'sales-worker' and datname = current_database()`,
    );

    expect(row).toEqual({ connections: 2 });
  });

  it('does not start without its database', async () => {
    const url = Object.assign(new URL(database.url), { pathname: '/nowhere' }).href;

    await expect(open({ url })).rejects.toMatchObject({ code: '3D000' });
    await expect(open({ url, migrateOnStart: true })).rejects.toMatchObject({ code: '3D000' });
  });

  it('warns when a connection breaks that nobody used, and goes on', async () => {
    const dataSource = await open();
    const other = await database.open();
    await dataSource.query('select 1');
    await other.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'sales-worker' and datname = current_database()`,
    );
    const [line] = await recording.until('an idle database connection broke');

    expect(line).toMatchObject({ level: 'warn', resource: 'sales database', error: { code: '57P01' } });
    expect(Object.keys(line?.['error'] as object)).not.toContain('client');
    expect(await dataSource.query('select 1 as one')).toEqual([{ one: 1 }]);
  });
});
