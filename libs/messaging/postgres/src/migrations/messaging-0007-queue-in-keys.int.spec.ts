import { anOutgoingMessage } from '@decouple/messaging-core/testing';
import type { DataSource } from 'typeorm';
import { PostgresAttemptStore } from '../attempts/postgres-attempt-store';
import { createDataSource } from '../connection/create-data-source';
import { migrate } from '../connection/migrate';
import { PostgresDeadLetterStore } from '../dead-letters/postgres-dead-letter-store';
import { PostgresOutboxStore } from '../outbox/postgres-outbox-store';
import { createTestDatabase, type TestDatabase, testSettings } from '../testing';
import { messagingMigrations } from './messaging-migrations';

const RESOURCE = { resource: 'test database' };
const KEY = { queue: 'orders', source: 'urn:test', id: 'failed-before' };

describe('the migration that adds the queue to the keys', () => {
  let server: TestDatabase;
  let dataSource: DataSource;

  beforeEach(async () => {
    server = await createTestDatabase(messagingMigrations.slice(0, 6));
    dataSource = await server.open();
    await dataSource.query(`
      insert into outbox (queue, source, message_id, type, body) values ('orders', 'urn:test', 'stored', 'type', 'body')
    `);
    await dataSource.query(`
      insert into delivery_attempts (source, message_id, failures) values ('urn:test', 'failed-before', 3)
    `);
    await migrate(createDataSource(testSettings(server.url, { migrations: messagingMigrations })));
  });

  afterEach(() => server.drop());

  it('keeps stored messages and counts', async () => {
    const attempts = new PostgresAttemptStore(dataSource, RESOURCE);
    const stored: string[] = [];
    await new PostgresOutboxStore(dataSource, RESOURCE).relay(10, async (entries) => {
      stored.push(...entries.map(({ id }) => id));
      return entries.map(() => ({ status: 'sent' }));
    });

    expect(stored).toEqual(['stored']);
    expect(await attempts.countFailure(KEY)).toMatchObject({ attempt: 4 });
    expect(await attempts.countFailure(KEY)).toMatchObject({ attempt: 5 });
  });

  it('ends a count without a queue with the dead letter of its message', async () => {
    const attempts = new PostgresAttemptStore(dataSource, RESOURCE);
    await attempts.countFailure(KEY);
    await new PostgresDeadLetterStore(dataSource, RESOURCE).add({
      ...KEY,
      type: undefined,
      body: '',
      reasonCode: 'attempts-exhausted',
      errorClass: 'Error',
      errorMessage: 'no',
      errorStack: undefined,
      attempts: 4,
      traceparent: undefined,
    });

    expect(await attempts.countFailure(KEY)).toMatchObject({ attempt: 1 });
  });

  it('lets the previous version store new messages and publish them, and refuses its other inserts', async () => {
    const { queue, source, id, type, body } = anOutgoingMessage();
    const insert = 'insert into outbox (queue, source, message_id, type, body) values ($1, $2, $3, $4, $5)';
    const parameters = [queue, source, id, type, body];
    await dataSource.query(insert, parameters);
    const claimed = await dataSource.query<{ message_id: string }[]>(`
      select entry_id, due_at, queue, source, message_id, type, body, attempts from outbox
      order by due_at, entry_id for update skip locked
    `);

    expect(claimed.map((entry) => entry.message_id)).toEqual(['stored', id]);
    await expect(
      dataSource.query(`${insert} on conflict (source, message_id) do nothing`, parameters),
    ).rejects.toMatchObject({ code: '42P10' });
    await expect(
      dataSource.query(
        `insert into delivery_attempts (source, message_id, failures) values ($1, $2, 1)
         on conflict (source, message_id) do update set failures = delivery_attempts.failures + 1`,
        [source, id],
      ),
    ).rejects.toMatchObject({ code: '42P10' });
  });
});
