import { type AddressInfo, connect, createServer } from 'node:net';
import { InfrastructureError } from '@decouple/messaging-core';
import { Deferred } from '@decouple/messaging-core/testing';
import type { DataSource } from 'typeorm';
import { createTestDatabase, type TestDatabase, testSettings } from '../testing';
import { createDataSource } from './create-data-source';
import { Database } from './database';
import { pingDatabase } from './ping-database';

const RESOURCE = 'test database';

/** A port without a listener: the last one, which the system never assigns. */
const CLOSED_PORT = '65535';

describe('Database', () => {
  let server: TestDatabase;
  let dataSource: DataSource;
  let database: Database;

  beforeAll(async () => {
    server = await createTestDatabase([]);
    dataSource = await server.open();
    database = new Database(dataSource, RESOURCE);
    await dataSource.query('create table numbers (id integer primary key, n integer not null check (n > 0))');
  });

  afterAll(() => server.drop());

  beforeEach(() => dataSource.query('truncate numbers'));

  it('returns the rows of a statement, also of one that writes', async () => {
    const inserted = await database.query(`insert into numbers values ($1::integer, 5) returning id, n`, [1]);
    const updated = await database.query('update numbers set n = 6 returning n', []);

    expect([inserted, updated]).toEqual([[{ id: 1, n: 5 }], [{ n: 6 }]]);
  });

  it('reports a refused statement without its parameters and rows', async () => {
    const refused = database.query(`insert into numbers values ($1::integer, $2::integer) returning id`, [424242, -1]);
    const error: Error = await refused.then(
      () => Promise.reject(new Error('not refused')),
      (reason: Error) => reason,
    );

    expect(error).toMatchObject({ name: 'StatementError', sqlState: '23514', constraint: 'numbers_n_check' });
    expect(JSON.stringify({ ...error, message: error.message, stack: error.stack, cause: error.cause })).not.toContain(
      '424242',
    );
  });

  it('rolls back what the work throws over, and passes the very error', async () => {
    const reason = Object.assign(new Error('mine'), { code: 'ECONNREFUSED' });
    const work = database.transaction(async (transaction) => {
      await transaction.query('insert into numbers values (1, 1)');
      throw reason;
    });

    await expect(work).rejects.toBe(reason);
    expect(await database.query('select id from numbers', [])).toEqual([]);
  });

  it('repeats the work that loses against another transaction', async () => {
    await dataSource.query('insert into numbers values (1, 1), (2, 1)');
    const bothHold = [new Deferred(), new Deferred()] as const;
    let runs = 0;
    const addTo = (first: number, second: number, mine: Deferred, other: Deferred): Promise<void> =>
      database.transaction(async (transaction) => {
        runs += 1;
        await transaction.query('update numbers set n = n + 1 where id = $1', [first]);
        mine.resolve();
        await other.promise;
        await transaction.query('update numbers set n = n + 1 where id = $1', [second]);
      });
    await Promise.all([addTo(1, 2, bothHold[0], bothHold[1]), addTo(2, 1, bothHold[1], bothHold[0])]);

    // At least one of the two was the victim of a deadlock and began again; on a slow machine it may be again.
    expect(runs).toBeGreaterThanOrEqual(3);
    expect(await database.query('select n from numbers order by id', [])).toEqual([{ n: 3 }, { n: 3 }]);
  });

  it('gives up on work that loses every time, as an outage', async () => {
    let runs = 0;
    const losing = database.transaction(async (transaction) => {
      runs += 1;
      await transaction.query(`do $$ begin raise exception 'lost' using errcode = '40001'; end $$`);
    });

    await expect(losing).rejects.toMatchObject({ name: 'InfrastructureError', resource: RESOURCE, code: '40001' });
    expect(runs).toBe(5);
  });

  it('reports an unreachable server as an outage', async () => {
    const url = Object.assign(new URL(server.url), { port: CLOSED_PORT }).href;
    const nowhere = createDataSource(testSettings(url));

    await expect(nowhere.initialize()).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await expect(pingDatabase(nowhere, RESOURCE)).rejects.toBeInstanceOf(InfrastructureError);
  });

  it('reports a statement that takes too long as an outage', async () => {
    const impatient = new Database(await server.open({ statementTimeoutMilliseconds: 50 }), RESOURCE);

    await expect(impatient.query('select pg_sleep(5)', [])).rejects.toMatchObject({ code: '57014' });
    expect(await impatient.query('select 1 as one', [])).toEqual([{ one: 1 }]);
  });

  it('reports that no connection becomes free as an outage', async () => {
    // Long enough to make the one connection on a busy machine.
    const narrow = new Database(await server.open({ poolSize: 1, connectTimeoutMilliseconds: 2_000 }), RESOURCE);
    const done = new Deferred();
    const holding = new Deferred();
    const holder = narrow.transaction(async () => {
      holding.resolve();
      await done.promise;
    });
    await holding.promise;

    await expect(narrow.query('select 1', [])).rejects.toMatchObject({ code: 'POOL_TIMEOUT' });
    done.resolve();
    await holder;
  });

  it('reports a connection that breaks in the middle of a statement as an outage, and goes on with a new one', async () => {
    const cut = database.query('select pg_terminate_backend(pg_backend_pid())', []);

    await expect(cut).rejects.toBeInstanceOf(InfrastructureError);
    expect(await database.query('select 1 as one', [])).toEqual([{ one: 1 }]);
  });

  it('survives idle connections that break, and reports each', async () => {
    const broken: Error[] = [];
    const told = new Deferred();
    const watched = await server.open({
      poolSize: 1,
      applicationName: 'watched',
      onIdleConnectionError: (error) => {
        broken.push(error);
        told.resolve();
      },
    });
    await dataSource.query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'watched'`);
    await told.promise;

    expect(broken).toHaveLength(1);
    expect(await new Database(watched, RESOURCE).query('select 1 as one', [])).toEqual([{ one: 1 }]);
  });

  it('reports a network that swallows everything as an outage, and leaves the silent connection behind', async () => {
    const { hostname, port } = new URL(server.url);
    const proxy = createServer((incoming) => {
      const outgoing = connect(Number(port), hostname);
      incoming.pipe(outgoing).pipe(incoming);
      for (const socket of [incoming, outgoing]) socket.on('error', () => incoming.destroy());
      incoming.on('close', () => outgoing.destroy());
      silence = () => outgoing.pause().unpipe(incoming);
    });
    let silence = (): unknown => undefined;
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const url = Object.assign(new URL(server.url), { port: String((proxy.address() as AddressInfo).port) }).href;
    const source = await server.open({ url, poolSize: 1, statementTimeoutMilliseconds: 100 });
    const remote = new Database(source, RESOURCE);
    await remote.query('select 1', []);
    silence();

    await expect(remote.query('select 2', [])).rejects.toMatchObject({ code: 'QUERY_TIMEOUT' });
    expect(await remote.query('select 3 as three', [])).toEqual([{ three: 3 }]);
    await source.destroy();
    await new Promise((resolve) => proxy.close(resolve));
  });

  it('does not use a connection again that leads to a server which only reads', async () => {
    const failedOver = await server.open({ poolSize: 1 });
    await new Database(failedOver, RESOURCE).query(
      `select set_config('default_transaction_read_only', 'on', false)`,
      [],
    );

    await expect(pingDatabase(failedOver, RESOURCE)).rejects.toMatchObject({ resource: RESOURCE, code: '25006' });
    await expect(pingDatabase(failedOver, RESOURCE)).resolves.toBeUndefined();
  });

  it('reports a password that cannot be had as an outage, and leaves no half-open connection on the server', async () => {
    let password = async (): Promise<string> => decodeURIComponent(new URL(server.url).password);
    const source = await server.open({ poolSize: 2, password: () => password() });
    password = () => Promise.reject(Object.assign(new Error('no credentials'), { name: 'CredentialsProviderError' }));
    const remote = new Database(source, RESOURCE);
    const onSecondConnection = remote.transaction(() => remote.query('select 1', []));

    await expect(onSecondConnection).rejects.toMatchObject({
      name: 'InfrastructureError',
      code: 'CredentialsProviderError',
    });
    const loggingIn = async (): Promise<number> => {
      const sessions = await dataSource.query<unknown[]>(
        `select 1 from pg_stat_activity where backend_type = 'client backend' and state = 'starting'`,
      );
      return sessions.length;
    };
    while ((await loggingIn()) > 0);
  });

  it('asks for the password anew for each connection', async () => {
    const { password } = new URL(server.url);
    const url = Object.assign(new URL(server.url), { password: '' }).href;
    const asked: string[] = [];
    const source = createDataSource(
      testSettings(url, {
        poolSize: 2,
        password: async () => {
          asked.push('token');
          return decodeURIComponent(password);
        },
      }),
    );
    await source.initialize();
    try {
      await Promise.all([source.query('select pg_sleep(0.1)'), source.query('select pg_sleep(0.1)')]);
    } finally {
      await source.destroy();
    }

    expect(asked).toEqual(['token', 'token']);
  });
});
