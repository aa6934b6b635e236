import type { OutgoingMessage } from '@decouple/messaging-core';
import { anOutgoingMessage } from '@decouple/messaging-core/testing';
import pg from 'pg';
import { DataSource, EntitySchema } from 'typeorm';
import { messagingMigrations } from '../migrations/messaging-migrations';
import { createTestDatabase, type TestDatabase } from '../testing';
import { PostgresOutbox } from './postgres-outbox';
import { PostgresOutboxStore } from './postgres-outbox-store';

interface Order {
  readonly id: string;
  readonly article: string;
}

const ORDER = new EntitySchema<Order>({
  name: 'Order',
  tableName: 'orders',
  columns: { id: { type: 'text', primary: true }, article: { type: 'text' } },
});

describe('PostgresOutbox', () => {
  const outbox = new PostgresOutbox();
  let server: TestDatabase;
  /** The caller's own, made without any class of this library. */
  let own: DataSource;
  let store: PostgresOutboxStore;

  beforeAll(async () => {
    server = await createTestDatabase(messagingMigrations);
    own = await new DataSource({
      type: 'postgres',
      url: server.url,
      entities: [ORDER],
      synchronize: true,
    }).initialize();
    store = new PostgresOutboxStore(own, { resource: 'test database' });
  });

  afterAll(async () => {
    await own.destroy();
    await server.drop();
  });

  beforeEach(() => server.clear());

  const orderOf = ({ id }: OutgoingMessage): Order => ({ id, article: 'umbrella' });

  /** What was committed: the ids of the orders and of the messages that a relay publishes. */
  async function committed(): Promise<{ orders: string[]; messages: string[] }> {
    const orders = await own.getRepository(ORDER).find();
    const messages: string[] = [];
    await store.relay(10, async (entries) => {
      messages.push(...entries.map(({ id }) => id));
      return entries.map(() => ({ status: 'sent' }));
    });
    return { orders: orders.map(({ id }) => id), messages };
  }

  const failure = new Error('the caller changed its mind');

  it("commits a message together with an entity, through TypeORM's EntityManager", async () => {
    const message = anOutgoingMessage();
    await own.transaction(async (manager) => {
      await manager.insert(ORDER, orderOf(message));
      await outbox.add(manager, [message]);
    });

    expect(await committed()).toEqual({ orders: [message.id], messages: [message.id] });
  });

  it('rolls a message back together with an entity', async () => {
    const message = anOutgoingMessage();
    const rolledBack = own.transaction(async (manager) => {
      await outbox.add(manager, [message]);
      await manager.insert(ORDER, orderOf(message));
      throw failure;
    });

    await expect(rolledBack).rejects.toBe(failure);
    expect(await committed()).toEqual({ orders: [], messages: [] });
  });

  it.each(['commit', 'rollback'] as const)("ends with the %s of TypeORM's QueryRunner", async (end) => {
    const message = anOutgoingMessage();
    const runner = own.createQueryRunner();
    await runner.startTransaction();
    await runner.manager.insert(ORDER, orderOf(message));
    await outbox.add(runner, [message]);
    await (end === 'commit' ? runner.commitTransaction() : runner.rollbackTransaction());
    await runner.release();

    const expected = end === 'commit' ? [message.id] : [];
    expect(await committed()).toEqual({ orders: expected, messages: expected });
  });

  it.each(['commit', 'rollback'])("ends with the %s of pg's client", async (end) => {
    const message = anOutgoingMessage();
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    await client.query('begin');
    await client.query('insert into orders (id, article) values ($1, $2)', [message.id, 'umbrella']);
    await outbox.add(client, [message]);
    await client.query(end);
    await client.end();

    const expected = end === 'commit' ? [message.id] : [];
    expect(await committed()).toEqual({ orders: expected, messages: expected });
  });

  it('refuses to add a message outside a transaction', async () => {
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    const runner = own.createQueryRunner();
    for (const connection of [own.manager, runner, client]) {
      await expect(outbox.add(connection, [anOutgoingMessage()])).rejects.toThrow('within a transaction');
    }
    await client.end();
    await runner.release();

    expect(await committed()).toEqual({ orders: [], messages: [] });
  });
});
