import type { OutboxEntry, OutgoingMessage } from '@decouple/messaging-core';
import { anOutgoingMessage, Deferred } from '@decouple/messaging-core/testing';
import type { DataSource, QueryRunner } from 'typeorm';
import { messagingMigrations } from '../migrations/messaging-migrations';
import { createTestDatabase, indexEntriesRead, type TestDatabase } from '../testing';
import { PostgresOutboxStore } from './postgres-outbox-store';

const RESOURCE = 'test database';
const BATCH = 1_000;
const BATCHES = 40;
const DELETED = BATCH * BATCHES;

/** A claim without a bound reads all deleted rows; one with a bound reads those of the last moment, of which there are none. */
const FEW = DELETED / 20;

const SENT = { status: 'sent' as const };
const KEEP = { status: 'unavailable' as const, reason: 'down' };

describe('an outbox whose deleted rows an old transaction keeps', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  /** Keeps the deleted rows to the end of the test. */
  let snapshot: QueryRunner;
  /** Has stored a message before all others, and not committed it. */
  let old: QueryRunner;
  let early: OutgoingMessage;
  let now: number;
  let store: PostgresOutboxStore;

  const relay = async (answer: typeof SENT | typeof KEEP = SENT, limit = BATCH): Promise<readonly OutboxEntry[]> => {
    let handedOver: readonly OutboxEntry[] = [];
    await store.relay(limit, async (entries) => {
      handedOver = entries;
      return entries.map(() => answer);
    });
    return handedOver;
  };

  /** Relays until the message comes, with a sweep each time. */
  const relayUntil = async ({ id }: OutgoingMessage): Promise<void> => {
    for (;;) {
      now += 1_000;
      if ((await relay()).some((entry) => entry.id === id)) return;
    }
  };

  const readBy = (work: () => Promise<unknown>): Promise<number> => indexEntriesRead(dataSource, 'outbox', work);

  beforeEach(async () => {
    database = await createTestDatabase(messagingMigrations);
    dataSource = await database.open({ poolSize: 1 });
    // In this test only the old transaction decides what is deleted for good.
    await dataSource.query('alter table outbox set (autovacuum_enabled = false)');
    now = 0;
    store = new PostgresOutboxStore(dataSource, { resource: RESOURCE, monotonic: { milliseconds: () => now } });
    snapshot = (await database.open()).createQueryRunner();
    await snapshot.startTransaction('REPEATABLE READ');
    await snapshot.query('select 1 from outbox');
    old = (await database.open()).createQueryRunner();
    await old.startTransaction();
    early = anOutgoingMessage();
    await old.query(`insert into outbox (queue, source, message_id, type, body) values ($1, $2, $3, $4, $5)`, [
      early.queue,
      early.source,
      early.id,
      early.type,
      early.body,
    ]);
    for (let batch = 0; batch < BATCHES; batch += 1) {
      await store.add(Array.from({ length: BATCH }, () => anOutgoingMessage()));
      await relay();
    }
    // The bound stays a moment behind, so the last batches are read until the moment is over.
    while ((await readBy(relay)) > 0);
  });

  afterEach(() => database.drop());

  it('is claimed at a cost that follows what is pending', async () => {
    const message = anOutgoingMessage();
    await store.add([message]);
    let claimed: readonly OutboxEntry[] = [];
    const read = await readBy(async () => (claimed = await relay()));

    expect(claimed).toMatchObject([{ id: message.id }]);
    expect(read).toBeLessThan(FEW);
  });

  it('is measured at a cost that follows what is pending', async () => {
    await store.add([anOutgoingMessage()]);
    let backlog: unknown;
    const read = await readBy(async () => (backlog = await store.backlog()));

    expect(backlog).toMatchObject({ count: 1 });
    expect(read).toBeLessThan(FEW);
  });

  it('hands over what the old transaction stored, once it commits, at a bounded cost for each claim', async () => {
    await relay();
    await old.commitTransaction();
    const costs: number[] = [];
    for (let sent = false; !sent;) {
      now += 1_000;
      costs.push(await readBy(async () => (sent = (await relay()).some(({ id }) => id === early.id))));
    }

    expect(Math.max(...costs)).toBeLessThan(20_000 + FEW);
    expect(costs.length).toBeLessThan((2 * DELETED) / 20_000 + 4);
  });

  it('hands over what another relay held and gave back', async () => {
    const held = anOutgoingMessage();
    await store.add([held]);
    const [holding, released] = [new Deferred(), new Deferred()];
    const otherStore = new PostgresOutboxStore(await database.open(), { resource: RESOURCE });
    const other = otherStore.relay(1, async () => {
      holding.resolve();
      await released.promise;
      return [KEEP];
    });
    await holding.promise;
    // The bound has passed the entry when a claim reads nothing at all.
    while ((await readBy(relay)) > 0);
    released.resolve();
    await other;

    await relayUntil(held);
  });

  it('hands over again what the broker did not take', async () => {
    const message = anOutgoingMessage();
    await store.add([message]);
    const isBehind = async (): Promise<boolean> => {
      const [row] = await dataSource.query<{ behind: boolean }[]>(
        `select due_at < now() - interval '500 milliseconds' as behind from outbox where message_id = $1`,
        [message.id],
      );
      return row?.behind === true;
    };
    // Until the moment is over by which the bound stays behind: after it only the bound itself keeps the entry in sight.
    do expect(await relay(KEEP)).toMatchObject([{ id: message.id }]);
    while (!(await isBehind()));

    expect(await relay()).toMatchObject([{ id: message.id }]);
  });

  it('hands over a backlog in full batches, in the order of the due times', async () => {
    const messages = Array.from({ length: 6 }, () => anOutgoingMessage());
    for (const message of messages) await store.add([message]);
    const batches = [await relay(SENT, 4), await relay(SENT, 4)];

    expect(batches.map((batch) => batch.map(({ id }) => id))).toEqual([
      messages.slice(0, 4).map(({ id }) => id),
      messages.slice(4).map(({ id }) => id),
    ]);
  });

  it('is claimed without a bound again when the deleted rows are gone', async () => {
    await old.rollbackTransaction();
    await snapshot.rollbackTransaction();
    await dataSource.query('vacuum outbox');
    for (let turns = 0; turns < 10; turns += 1) {
      now += 1_000;
      await relay();
    }
    const message = anOutgoingMessage();
    await store.add([message]);
    await dataSource.query(`update outbox set due_at = due_at - interval '1 day'`);

    expect(await relay()).toMatchObject([{ id: message.id }]);
  });
});
