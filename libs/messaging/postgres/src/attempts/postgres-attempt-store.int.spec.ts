import { describeAttemptStoreContract } from '@decouple/messaging-core/testing';
import type { DataSource } from 'typeorm';
import { messagingMigrations } from '../migrations/messaging-migrations';
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

describeAttemptStoreContract('PostgresAttemptStore', async () => ({
  store: new PostgresAttemptStore(dataSource, RESOURCE),
  other: new PostgresAttemptStore(otherDataSource, RESOURCE),
  close: async () => undefined,
}));

describe('PostgresAttemptStore', () => {
  it('forgets counts that are older than any message can be, and keeps the others', async () => {
    const store = new PostgresAttemptStore(dataSource, RESOURCE);
    await dataSource.query(
      `insert into delivery_attempts (source, message_id, failures, last_failed_at)
       values ('urn:old', 'outdated', 3, now() - interval '16 days'), ('urn:old', 'recent', 3, now() - interval '13 days')`,
    );
    await store.countFailure({ source: 'urn:old', id: 'new' });

    expect(
      await dataSource.query(`select message_id from delivery_attempts where source = 'urn:old' order by 1`),
    ).toEqual([{ message_id: 'new' }, { message_id: 'recent' }]);
  });

  it('goes on counting for a message that fails again after a very long time', async () => {
    const store = new PostgresAttemptStore(dataSource, RESOURCE);
    await dataSource.query(
      `insert into delivery_attempts (source, message_id, failures, last_failed_at)
       values ('urn:back', 'again', 3, now() - interval '16 days')`,
    );

    expect(await store.countFailure({ source: 'urn:back', id: 'again' })).toBe(4);
  });

  it('counts for an id that PostgreSQL cannot store as it is', async () => {
    const store = new PostgresAttemptStore(dataSource, RESOURCE);

    expect(await store.countFailure({ source: 'urn:test', id: 'NUL\u0000' })).toBe(1);
    expect(await store.countFailure({ source: 'urn:test', id: 'NUL\u0000' })).toBe(2);
  });
});
