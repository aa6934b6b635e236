import { aDeadLetter, anOutgoingMessage, describeDeadLetterStoreContract } from '@decouple/messaging-core/testing';
import type { DataSource } from 'typeorm';
import { PostgresAttemptStore } from '../attempts/postgres-attempt-store';
import { messagingMigrations } from '../migrations/messaging-migrations';
import { PostgresOutboxStore } from '../outbox/postgres-outbox-store';
import { createTestDatabase, type TestDatabase } from '../testing';
import { PostgresDeadLetterStore } from './postgres-dead-letter-store';

const RESOURCE = { resource: 'test database' };

let database: TestDatabase;
let dataSource: DataSource;

beforeAll(async () => {
  database = await createTestDatabase(messagingMigrations);
  dataSource = await database.open();
});

afterAll(() => database.drop());

beforeEach(() => database.clear());

describeDeadLetterStoreContract('PostgresDeadLetterStore', async () => ({
  store: new PostgresDeadLetterStore(dataSource, RESOURCE),
  outbox: new PostgresOutboxStore(dataSource, RESOURCE),
  attempts: new PostgresAttemptStore(dataSource, RESOURCE),
  passTime: (milliseconds) =>
    dataSource.query(
      `update dead_letters
       set first_seen_at = first_seen_at - $1 * interval '1 ms', last_seen_at = last_seen_at - $1 * interval '1 ms'`,
      [milliseconds],
    ),
  close: async () => undefined,
}));

describe('PostgresDeadLetterStore', () => {
  it('writes nothing when an announcement cannot be stored', async () => {
    const store = new PostgresDeadLetterStore(dataSource, RESOURCE);
    const attempts = new PostgresAttemptStore(dataSource, RESOURCE);
    const deadLetter = aDeadLetter();
    await attempts.countFailure(deadLetter);

    await expect(store.add(deadLetter, () => [anOutgoingMessage({ body: 'NUL \u0000' })])).rejects.toMatchObject({
      sqlState: '22021',
    });
    expect(await store.count()).toBe(0);
    expect(await attempts.countFailure(deadLetter)).toMatchObject({ attempt: 2 });
  });

  it('keeps a letter with characters that PostgreSQL cannot store, with a replacement for them', async () => {
    const store = new PostgresDeadLetterStore(dataSource, RESOURCE);
    const deadLetter = aDeadLetter({
      id: 'NUL\u0000',
      body: '{"broken":\u0000',
      errorMessage: 'Unexpected token \u0000',
    });
    await store.add(deadLetter);

    expect(await store.find(deadLetter)).toMatchObject({ id: 'NUL\uFFFD', body: '{"broken":\uFFFD' });
  });
});
