import { InfrastructureError, type OutgoingMessage } from '@decouple/messaging-core';
import { anOutgoingMessage, Deferred, describeOutboxStoreContract } from '@decouple/messaging-core/testing';
import type { DataSource } from 'typeorm';
import type { Transaction } from '../connection/transaction';
import { PostgresDeadLetterStore } from '../dead-letters/postgres-dead-letter-store';
import { messagingMigrations } from '../migrations/messaging-migrations';
import { createTestDatabase, type TestDatabase } from '../testing';
import { PostgresOutboxStore, type SettledMessages } from './postgres-outbox-store';

const RESOURCE = 'test database';

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

describeOutboxStoreContract('PostgresOutboxStore', async () => {
  const sent: OutgoingMessage[] = [];
  const options = {
    resource: RESOURCE,
    onSettled: async (_session: unknown, messages: SettledMessages) => void sent.push(...messages.sent),
  };
  const deadLetters = new PostgresDeadLetterStore(dataSource, options);
  return {
    store: new PostgresOutboxStore(dataSource, options),
    other: new PostgresOutboxStore(otherDataSource, options),
    sent,
    deadLetter: (key) => deadLetters.find(key),
    passTime: (milliseconds) =>
      dataSource.query(
        `update outbox set due_at = due_at - $1 * interval '1 ms', stored_at = stored_at - $1 * interval '1 ms'`,
        [milliseconds],
      ),
    close: async () => undefined,
  };
});

describe('PostgresOutboxStore', () => {
  const store = (onSettled?: () => Promise<void>): PostgresOutboxStore =>
    new PostgresOutboxStore(
      dataSource,
      onSettled === undefined ? { resource: RESOURCE } : { resource: RESOURCE, onSettled },
    );

  it('stores all messages of a call or none', async () => {
    const unstorable = anOutgoingMessage({ body: 'NUL \u0000' });

    await expect(store().add([anOutgoingMessage(), unstorable])).rejects.toMatchObject({ sqlState: '22021' });
    expect((await store().backlog()).count).toBe(0);
  });

  it('has the entries again when the database ends the session of the relay that holds them', async () => {
    const messages = [anOutgoingMessage(), anOutgoingMessage()];
    await store().add(messages);
    const relay = store().relay(10, async (entries) => {
      await otherDataSource.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and state = 'idle in transaction'`,
      );
      return entries.map(() => ({ status: 'sent' }));
    });

    await expect(relay).rejects.toBeInstanceOf(InfrastructureError);
    expect((await store().backlog()).count).toBe(2);
    let sent = 0;
    // The server reports the end of a session before it releases its locks.
    while (sent === 0) ({ sent } = await store().relay(10, async (entries) => entries.map(() => ({ status: 'sent' }))));
    expect(sent).toBe(2);
  });

  it('has the entries again when the process that holds them does nothing for too long', async () => {
    const stopped = await database.open({ idleInTransactionTimeoutMilliseconds: 100 });
    await store().add([anOutgoingMessage()]);
    const held = new Deferred();
    const released = new Deferred();
    const relay = new PostgresOutboxStore(stopped, { resource: RESOURCE }).relay(10, async () => {
      held.resolve();
      await released.promise;
      return [{ status: 'sent' }];
    });
    const takenOver = async (): Promise<boolean> => {
      const { sent } = await store().relay(10, async () => [{ status: 'sent' }]);
      return sent === 1;
    };
    await held.promise;
    while (!(await takenOver()));
    released.resolve();

    await expect(relay).rejects.toBeInstanceOf(InfrastructureError);
  });

  it('has the entries again when its hook fails, and undoes what the hook wrote', async () => {
    const message = anOutgoingMessage();
    await store().add([message]);
    const failing = new PostgresOutboxStore(dataSource, {
      resource: RESOURCE,
      onSettled: async (transaction) => {
        await transaction.query(
          `insert into delivery_attempts (source, message_id, failures) values ('hook', 'ran', 1)`,
        );
        throw new Error('the hook failed');
      },
    });

    await expect(failing.relay(10, async () => [{ status: 'sent' }])).rejects.toThrow('the hook failed');
    expect((await store().backlog()).count).toBe(1);
    expect(await dataSource.query(`select 1 from delivery_attempts where source = 'hook'`)).toEqual([]);
  });

  it('does not deliver a batch again by itself when the database undoes it in favour of another transaction', async () => {
    await store().add([anOutgoingMessage()]);
    const losing = new PostgresOutboxStore(dataSource, {
      resource: RESOURCE,
      onSettled: async (transaction) => {
        await transaction.query(`do $$ begin raise exception 'lost' using errcode = '40001'; end $$`);
      },
    });
    const deliver = jest.fn(async () => [{ status: 'sent' as const }]);

    await expect(losing.relay(10, deliver)).rejects.toMatchObject({ name: 'InfrastructureError', code: '40001' });
    expect(deliver).toHaveBeenCalledTimes(1);
    expect((await store().backlog()).count).toBe(1);
  });

  describe('while a column is widened', () => {
    const SENT = { status: 'sent' as const };
    let relaying: DataSource;
    let relayed: PostgresOutboxStore;

    beforeEach(async () => {
      relaying = await database.open({ poolSize: 2 });
      const onSettled = async (transaction: Transaction): Promise<void> => {
        await transaction.query('select failures from delivery_attempts where source = $1::text', ['any']);
      };
      relayed = new PostgresOutboxStore(relaying, { resource: RESOURCE, onSettled });
      await relayed.add([anOutgoingMessage()]);
      await relayed.relay(10, async () => [SENT]);
    });

    afterEach(async () => {
      await relaying.destroy();
      await dataSource.query('alter table outbox alter column attempts type integer');
      await dataSource.query('alter table delivery_attempts alter column failures type integer');
    });

    it('claims again at once what it could not claim', async () => {
      await relayed.add([anOutgoingMessage()]);
      await dataSource.query('alter table outbox alter column attempts type bigint');

      expect(await relayed.relay(10, async () => [SENT])).toEqual({ claimed: 1, sent: 1 });
    });

    it('removes what it has sent, and sends it once', async () => {
      await relayed.add([anOutgoingMessage()]);
      const deliver = jest.fn(async () => {
        await dataSource.query('alter table delivery_attempts alter column failures type bigint');
        return [SENT];
      });

      expect(await relayed.relay(10, deliver)).toEqual({ claimed: 1, sent: 1 });
      expect(deliver).toHaveBeenCalledTimes(1);
      expect((await relayed.backlog()).count).toBe(0);
    });
  });

  it('keeps the reason of the last failure, also one that PostgreSQL cannot store as it is', async () => {
    await store().add([anOutgoingMessage()]);
    await store().relay(1, async () => [{ status: 'failed', retryAfterMilliseconds: 0, reason: 'bad\u0000answer' }]);

    expect(await dataSource.query('select last_error, attempts from outbox')).toEqual([
      { last_error: 'bad\uFFFDanswer', attempts: 1 },
    ]);
  });

  /** As rows look that were stored before the clock of the server was set back by an hour. */
  const setBackByAnHour = () =>
    dataSource.query(
      `update outbox set due_at = due_at + interval '1 hour', stored_at = stored_at + interval '1 hour'`,
    );

  it('recalls entries that were stored before the clock of the server was set back', async () => {
    const messages = [anOutgoingMessage(), anOutgoingMessage()];
    await store().add(messages);
    await setBackByAnHour();
    await store().longestDue();

    expect(await store().relay(10, async (entries) => entries.map(() => ({ status: 'sent' })))).toEqual({
      claimed: 2,
      sent: 2,
    });
  });

  it('recalls entries that failed, when the clock of the server was set back since', async () => {
    await store().add([anOutgoingMessage()]);
    await store().relay(1, async () => [{ status: 'failed', retryAfterMilliseconds: 60_000, reason: 'throttled' }]);
    await setBackByAnHour();
    const name = await store().longestDue();
    const batch = await store().relay(1, async () => [{ status: 'sent' }]);

    expect(name).toBeDefined();
    expect(batch).toEqual({ claimed: 1, sent: 1 });
  });

  it('keeps the distances of messages that a person has sent again, when the clock of the server is set back', async () => {
    await dataSource.query(
      `insert into outbox (queue, source, message_id, type, body, due_at)
       select 'sales', 'urn:test', n, 't', 'b', now() + n * interval '1 minute' from generate_series(0, 2) n`,
    );
    await setBackByAnHour();
    await store().longestDue();
    const rows = await dataSource.query<{ seconds: number }[]>(
      `select extract(epoch from due_at - now())::integer as seconds from outbox order by due_at`,
    );

    expect(rows.map(({ seconds }) => Math.round(seconds / 60))).toEqual([0, 1, 2]);
  });

  it('finds due entries through an index, however many wait for later', async () => {
    await dataSource.query(
      `insert into outbox (queue, source, message_id, type, body, due_at)
       select 'sales', 'urn:test', n, 't', 'b', now() + interval '1 day' from generate_series(1, 20000) n`,
    );
    await dataSource.query('analyze outbox');
    const plan = await dataSource.query<{ 'QUERY PLAN': string }[]>(
      'explain select entry_id from outbox where due_at <= now() order by due_at, entry_id limit 200 for update skip locked',
    );

    expect(plan.map((row) => row['QUERY PLAN']).join('\n')).toContain('Index Scan using outbox_due');
  });

  it('estimates a backlog that is too large to be counted each time', async () => {
    await dataSource.query(
      `insert into outbox (queue, source, message_id, type, body)
       select 'sales', 'urn:test', n, 't', 'b' from generate_series(1, 120000) n`,
    );
    await dataSource.query('analyze outbox');

    const { count } = await store().backlog();
    expect(count).toBeGreaterThan(110_000);
    expect(count).toBeLessThan(130_000);
  });
});
