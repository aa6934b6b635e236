import { bytesLeftInOldGeneration } from '@decouple/messaging-core/testing';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '../testing';
import { ForgettingClient } from './forgetting-client';

const ROWS_OF_A_KILOBYTE = `select repeat('x', 1000) || n as text from generate_series(1, 100) n where $1 = $1`;
const KILOBYTES = 100;

let server: TestDatabase;
let dataSource: DataSource;

beforeAll(async () => {
  server = await createTestDatabase([]);
  dataSource = await server.open({ poolSize: 1 });
});

afterAll(() => server.drop());

describe('ForgettingClient', () => {
  it('leaves nothing of what it has read to a full collection', async () => {
    const read = () => dataSource.query(ROWS_OF_A_KILOBYTE, [1]);

    expect(await bytesLeftInOldGeneration(read, 100)).toBeLessThan((KILOBYTES * 1_024) / 10);
  });

  it('leaves nothing of what it has sent to a full collection', async () => {
    let n = 0;
    const send = () => dataSource.query('select length($1::text)', [`${'x'.repeat(100_000)}${(n += 1)}`]);

    expect(await bytesLeftInOldGeneration(send, 100)).toBeLessThan((KILOBYTES * 1_024) / 10);
  });

  describe('alone', () => {
    let client: ForgettingClient;

    beforeEach(async () => {
      client = new ForgettingClient({ connectionString: server.url, answerTimeoutMilliseconds: 200 });
      await client.connect();
    });

    afterEach(() => client.end());

    it('answers what the driver would, and rejects with its errors', async () => {
      expect((await client.query('select $1::integer as n', [7])).rows).toEqual([{ n: 7 }]);
      expect((await client.query({ text: 'select 8 as n' })).rows).toEqual([{ n: 8 }]);
      await expect(client.query('select 1 / $1::integer', [0])).rejects.toMatchObject({ code: '22012' });
    });

    it('leaves queries and callbacks of others to the driver', async () => {
      const answered = await new Promise<pg.QueryResult>((resolve, reject) => {
        client.query('select 9 as n', (error, result) => (error ? reject(error) : resolve(result)));
      });
      const query = client.query(new pg.Query('select 10 as n'));
      const rows: unknown[] = [];
      query.on('row', (row) => rows.push(row));
      await new Promise((resolve) => query.on('end', resolve));

      expect([answered.rows, rows]).toEqual([[{ n: 9 }], [{ n: 10 }]]);
    });

    it('does not wait longer than it may', async () => {
      await expect(client.query('select pg_sleep(5)')).rejects.toThrow('Query read timeout');
    });
  });
});
