import { aDeadLetter, anOutgoingMessage, describeDeadLetterAdminContract } from '@decouple/messaging-core/testing';
import type { DataSource } from 'typeorm';
import { messagingMigrations } from '../migrations/messaging-migrations';
import { PostgresOutboxStore } from '../outbox/postgres-outbox-store';
import { createTestDatabase, type TestDatabase } from '../testing';
import { PostgresDeadLetterAdmin } from './postgres-dead-letter-admin';
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

describeDeadLetterAdminContract('PostgresDeadLetterAdmin', async () => ({
  admin: new PostgresDeadLetterAdmin(dataSource, RESOURCE),
  store: new PostgresDeadLetterStore(dataSource, RESOURCE),
  outbox: new PostgresOutboxStore(dataSource, RESOURCE),
  passTime: async (milliseconds) => {
    await dataSource.query(
      `update dead_letters
       set first_seen_at = first_seen_at - $1 * interval '1 ms', last_seen_at = last_seen_at - $1 * interval '1 ms'`,
      [milliseconds],
    );
    await dataSource.query(`update dead_letter_decisions set decided_at = decided_at - $1 * interval '1 ms'`, [
      milliseconds,
    ]);
    await dataSource.query(`update outbox set due_at = due_at - $1 * interval '1 ms'`, [milliseconds]);
  },
  now: async () => (await dataSource.query<{ now: Date }[]>('select now() as now'))[0]!.now,
  close: async () => undefined,
}));

describe('PostgresDeadLetterAdmin', () => {
  it('changes nothing and leaves no audit when an announcement cannot be stored', async () => {
    const admin = new PostgresDeadLetterAdmin(dataSource, RESOURCE);
    const store = new PostgresDeadLetterStore(dataSource, RESOURCE);
    await store.add(aDeadLetter());
    const announce = () => [anOutgoingMessage({ body: 'NUL \u0000' })];
    const audit = { operator: 'ada', reason: 'mended' };

    await expect(
      admin.decide({}, { action: 'redrive', limit: 10, secondsApart: 0, announce, ...audit }),
    ).rejects.toMatchObject({ sqlState: '22021' });
    expect(await store.count()).toBe(1);
    expect(await admin.decisions(10)).toEqual([]);
    expect(await dataSource.query('select from outbox')).toEqual([]);
  });
});
