import { describeAttemptStoreContract } from '@decouple/messaging-core/testing';
import type { DataSource } from 'typeorm';
import { PostgresDeadLetterStore } from '../dead-letters/postgres-dead-letter-store';
import { messagingMigrations } from '../migrations/messaging-migrations';
import { PostgresOutboxStore } from '../outbox/postgres-outbox-store';
import { createTestDatabase, type TestDatabase } from '../testing';
import { PostgresAttemptStore } from './postgres-attempt-store';

const RESOURCE = { resource: 'test database' };

let database: TestDatabase;
let dataSource: DataSource;
let otherDataSource: DataSource;

beforeAll(async () => {
  database = await createTestDatabase(messagingMigrations);
  dataSource = await database.open();
  otherDataSource = await database.open();
});

afterAll(() => database.drop());

beforeEach(() => database.clear());

describeAttemptStoreContract('PostgresAttemptStore', async () => ({
  store: new PostgresAttemptStore(dataSource, RESOURCE),
  other: new PostgresAttemptStore(otherDataSource, RESOURCE),
  outbox: new PostgresOutboxStore(dataSource, RESOURCE),
  deadLetters: new PostgresDeadLetterStore(otherDataSource, RESOURCE),
  passTime: async (milliseconds) => {
    await dataSource.query(`update delivery_attempts set last_failed_at = last_failed_at - $1 * interval '1 ms'`, [
      milliseconds,
    ]);
  },
  now: async () => (await dataSource.query<{ now: Date }[]>('select now() as now'))[0]!.now,
  close: async () => undefined,
}));

describe('PostgresAttemptStore', () => {
  it('counts for an id that PostgreSQL cannot store as it is', async () => {
    const store = new PostgresAttemptStore(dataSource, RESOURCE);

    expect(await store.countFailure({ queue: 'sales', source: 'urn:test', id: 'NUL\u0000' })).toMatchObject({
      attempt: 1,
    });
    expect(await store.countFailure({ queue: 'sales', source: 'urn:test', id: 'NUL\u0000' })).toMatchObject({
      attempt: 2,
    });
  });

  it('skips counts that a consumer has locked', async () => {
    const store = new PostgresAttemptStore(dataSource, RESOURCE);
    await store.countFailure({ queue: 'sales', source: 'urn:test', id: 'held' });
    await store.countFailure({ queue: 'sales', source: 'urn:test', id: 'free' });
    await dataSource.query(`update delivery_attempts set last_failed_at = now() - interval '16 days'`);
    await otherDataSource.transaction(async (transaction) => {
      await transaction.query(`update delivery_attempts set last_failed_at = now() where message_id = 'held'`);
      expect(await store.deleteOlderThan(new Date(), 10)).toBe(1);
    });

    expect(await store.countFailure({ queue: 'sales', source: 'urn:test', id: 'held' })).toMatchObject({ attempt: 2 });
  });

  const restoreSequence = (to: number) => dataSource.query(`select setval('announcement_sequence', $1::bigint)`, [to]);

  it('announces with higher sequences than before after the database was restored from a backup', async () => {
    const store = new PostgresAttemptStore(dataSource, RESOURCE);
    const other = new PostgresAttemptStore(otherDataSource, RESOURCE);
    const message = { queue: 'sales', source: 'urn:test', id: 'announced before and after' };
    const before = await store.countFailure(message);
    await restoreSequence(1);
    const after = [await other.countFailure(message), await store.countFailure(message)];

    expect(after[0]!.sequence).toBeGreaterThan(before.sequence);
    expect(after[1]!.sequence).toBeGreaterThan(after[0]!.sequence);
  });

  it('draws no sequence twice when many processes find it behind at once', async () => {
    const stores = [dataSource, otherDataSource].map((source) => new PostgresAttemptStore(source, RESOURCE));
    await restoreSequence(1);
    const failures = await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        stores[index % 2]!.countFailure({ queue: 'sales', source: 'urn:test', id: `message ${index}` }),
      ),
    );

    expect(new Set(failures.map(({ sequence }) => sequence)).size).toBe(30);
  });

  it('never lowers the sequence, however far the clock is behind it', async () => {
    const store = new PostgresAttemptStore(dataSource, RESOURCE);
    const ahead = Date.now() * 1_000 + 3_600_000_000;
    await restoreSequence(ahead);

    const { sequence } = await store.countFailure({ queue: 'sales', source: 'urn:test', id: 'ahead' });
    expect(sequence).toBe(ahead + 1);
    await restoreSequence(1);
  });
});
