import { bytesLeftInOldGeneration } from '@decouple/messaging-core/testing';
import { createTestDatabase, type TestDatabase } from '../testing';
import { Database } from './database';

const ROWS_OF_A_KILOBYTE = `select repeat('x', 1000) || n as text from generate_series(1, 100) n where $1 = $1`;
const KILOBYTES = 100;

describe('Transaction', () => {
  let server: TestDatabase;
  let database: Database;

  beforeAll(async () => {
    server = await createTestDatabase([]);
    database = new Database(await server.open({ poolSize: 1 }), 'test database');
  });

  afterAll(() => server.drop());

  it('leaves nothing that it has read in the old generation', async () => {
    const read = () => database.query(ROWS_OF_A_KILOBYTE, [1]);

    expect(await bytesLeftInOldGeneration(read, 100)).toBeLessThan((KILOBYTES * 1_024) / 10);
  });

  it('leaves nothing that it has sent in the old generation', async () => {
    let n = 0;
    const send = () => database.query('select length($1::text)', [`${'x'.repeat(100_000)}${(n += 1)}`]);

    expect(await bytesLeftInOldGeneration(send, 100)).toBeLessThan((KILOBYTES * 1_024) / 10);
  });
});
