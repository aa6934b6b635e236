import type { DataSource } from 'typeorm';
import { messagingMigrations } from '../migrations/messaging-migrations';
import { PostgresOutboxStore } from '../outbox/postgres-outbox-store';
import { createTestDatabase, repeatedOnEmptyTables, rowsRead, type TestDatabase } from '../testing';
import { Database } from './database';

const RESOURCE = { resource: 'test database' };

let server: TestDatabase;
let dataSource: DataSource;
let database: Database;

beforeAll(async () => {
  server = await createTestDatabase(messagingMigrations);
  dataSource = await server.open({ poolSize: 1 });
  database = new Database(dataSource, RESOURCE.resource);
});

afterAll(() => server.drop());

const prepared = (text: string) =>
  dataSource.query<{ runs: number }[]>(
    `select (generic_plans + custom_plans)::integer as runs from pg_prepared_statements where statement = '${text}'`,
  );

describe('prepared statements', () => {
  it('prepares a statement with parameters once and then reuses it', async () => {
    const text = 'select $1::integer + 1 as sum';
    for (let n = 0; n < 3; n += 1) expect(await database.query(text, [n])).toEqual([{ sum: n + 1 }]);

    expect(await prepared(text)).toEqual([{ runs: 3 }]);
  });

  it('does not prepare a statement without parameters', async () => {
    await database.query('select 1 as one', []);

    expect(await prepared('select 1 as one')).toEqual([]);
  });

  it('reuses a statement after a run of it failed', async () => {
    const text = 'select 12 / $1::integer as quotient';

    await expect(database.query(text, [0])).rejects.toMatchObject({ sqlState: '22012' });
    expect(await database.query(text, [3])).toEqual([{ quotient: 4 }]);
  });

  it('prepares at most 256 statements on a connection', async () => {
    for (let n = 0; n < 300; n += 1) await database.query(`select $1::integer as n${n}`, [n]);
    const [statements] = await dataSource.query<{ count: number }[]>(
      'select count(*)::integer as count from pg_prepared_statements',
    );

    expect(statements?.count).toBeLessThanOrEqual(256);
  });

  it('keeps the plan of an empty outbox efficient for a full one', async () => {
    const other = await server.open({ poolSize: 1 });
    const outbox = new PostgresOutboxStore(other, RESOURCE);
    const claim = () =>
      outbox.relay(100, async (entries) => entries.map(() => ({ status: 'unavailable' as const, reason: 'down' })));
    await repeatedOnEmptyTables(other, ['outbox'], claim);
    await other.query(`
      insert into outbox (queue, source, message_id, type, body)
      select 'sales', 'urn:test', n, 'test.happened.v1', 'body' from generate_series(1, 20000) n
    `);

    expect(await rowsRead(other, 'outbox', claim)).toBeLessThanOrEqual(200);
  });
});
