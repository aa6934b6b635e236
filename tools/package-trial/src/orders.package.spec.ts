import { cpSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { freePort, PostgresServer, SqsServer, temporaryFolder, type TemporaryFolder } from '@decouple/local-infra';
import { Client } from 'pg';
import { runIn } from './command';
import { EmptyProject } from './empty-project';
import { OrdersService } from './orders-service';
import { PackedPackage } from './packed-package';

const WORKSPACE = resolve(__dirname, '../../..');
const ORDERS = resolve(__dirname, '../orders');
const PACKAGES = [
  'validation',
  'platform',
  'messaging-core',
  'messaging-postgres',
  'messaging-sqs',
  'messaging-nest',
  'messaging-management',
];
/** Installing 440 packages takes 1 minute on an idle machine and 2 on a busy one. */
const LONGEST_SETUP_MILLISECONDS = 1_200_000;
const QUEUE_PATH = '/000000000000/orders';

interface DeadLetters {
  readonly deadLetters: readonly {
    readonly messageId: string;
    readonly reasonCode: string;
    readonly attempts: number;
  }[];
}

/** A service of another team, outside this workspace, on the packages as npm would install them. */
describe('the orders service of another team', () => {
  let packed: readonly PackedPackage[];
  let project: EmptyProject;
  let folder: TemporaryFolder;
  let postgres: PostgresServer;
  let sqs: SqsServer;
  let service: OrdersService;
  let database: Client;

  beforeAll(async () => {
    packed = PACKAGES.map((name) => PackedPackage.of(join(WORKSPACE, 'dist/packages', name)));
    project = EmptyProject.create();
    cpSync(ORDERS, project.folder, { recursive: true });
    project.install(...packed.map(({ tarball }) => tarball));
    runIn(project.folder, 'npm', ['run', 'build']);
    folder = temporaryFolder('decouple-orders-');
    postgres = new PostgresServer({ dataDir: join(folder.path, 'postgres'), durable: false });
    sqs = new SqsServer();
    await Promise.all([postgres.start(), sqs.start()]);
    const databaseUrl = await postgres.createDatabase('orders');
    service = await OrdersService.start({
      folder: project.folder,
      port: await freePort(),
      environment: {
        DATABASE_URL: databaseUrl,
        SQS_ENDPOINT: sqs.endpoint,
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
        MAX_ATTEMPTS: '3',
        RETRY_CAP_SECONDS: '1',
      },
    });
    database = await connect(databaseUrl);
  }, LONGEST_SETUP_MILLISECONDS);

  afterAll(async () => {
    await database?.end();
    await service?.stop();
    await Promise.all([postgres?.stop(), sqs?.stop()]);
    project?.remove();
    packed?.forEach((each) => each.remove());
    folder?.remove();
  });

  const place = (id: string, destination: string) => service.send('POST', '/orders', { id, destination });
  const isShipped = async (id: string): Promise<boolean> =>
    (await database.query('select 1 from shipments where order_id = $1', [id])).rowCount === 1;
  const untilShipped = (id: string): Promise<void> => service.until(`${id} is shipped`, () => isShipped(id));
  const deadLetters = async (): Promise<DeadLetters['deadLetters']> =>
    (await service.json<DeadLetters>('/v1/dead-letters')).deadLetters;
  const untilDeadLetter = (id: string): Promise<void> =>
    service.until(`${id} is a dead letter`, async () => (await deadLetters()).some((each) => each.messageId === id));
  const close = (destination: string) => database.query('insert into closed_warehouses values ($1)', [destination]);
  const reopen = (destination: string) =>
    database.query('delete from closed_warehouses where destination = $1', [destination]);

  it.each(PACKAGES.map((name) => [`@decouple/${name}`] as const))('installs %s with a correct manifest', (name) => {
    project.lintPackage(name);
    const manifest = readFileSync(join(project.folder, 'node_modules', name, 'package.json'), 'utf8');
    expect(manifest).not.toContain('@decouple/source');
    expect(JSON.parse(manifest)).toMatchObject({
      license: 'Apache-2.0',
      engines: { node: expect.any(String) as string },
    });
  });

  it('imports and requires the same values from every entry point', () => {
    const entryPoints = packed.flatMap(({ manifest }) =>
      Object.keys(manifest['exports'] as object)
        .filter((subpath) => !subpath.endsWith('.json'))
        .map((subpath) => join(manifest.name, subpath)),
    );
    project.write(
      'same.mjs',
      `import { createRequire } from 'node:module';
       const require = createRequire(import.meta.url);
       for (const name of ${JSON.stringify(entryPoints)}) {
         const [imported, required] = [await import(name), require(name)];
         const names = new Set([...Object.keys(imported), ...Object.keys(required)]);
         for (const key of names) if (imported[key] !== required[key]) console.log(name, key);
       }
       process.exit();`,
    );
    expect(entryPoints).toContain('@decouple/messaging-core/testing');
    expect(project.run('same.mjs')).toBe('');
  });

  it('runs the contract suite of the core on an adapter of its own', () => {
    expect(() => runIn(project.folder, 'npm', ['test'])).not.toThrow();
  });

  it('publishes the message of a TypeORM transaction, and handles it', async () => {
    expect((await place('o-1', 'Berlin')).status).toBe(202);
    await untilShipped('o-1');
  });

  it('publishes the message of a transaction of a plain pg client', async () => {
    await service.send('DELETE', '/orders/o-1');
    await service.until('o-1 is recalled', async () => !(await isShipped('o-1')));
  });

  it('publishes nothing of a transaction that rolls back', async () => {
    expect((await place('o-2', 'Paris')).status).toBe(202);
    expect((await place('o-2', 'Paris')).status).toBe(500);
    await untilShipped('o-2');
    expect((await database.query('select 1 from outbox')).rowCount).toBe(0);
  });

  it('retries a message whose handler fails', async () => {
    await close('Rome');
    await place('o-3', 'Rome');
    await service.until(
      'the first attempt has failed',
      async () => (await service.metric('decouple_messages_retried_total')) > 0,
    );
    await reopen('Rome');
    await untilShipped('o-3');
  });

  it('keeps a message as a dead letter after the last attempt, until an operator redrives it', async () => {
    await close('Oslo');
    await place('o-4', 'Oslo');
    await untilDeadLetter('o-4');
    expect(await deadLetters()).toMatchObject([{ messageId: 'o-4', reasonCode: 'attempts-exhausted', attempts: 3 }]);

    await reopen('Oslo');
    const redrive = await service.send('POST', '/v1/dead-letters/redrive', {
      selection: { messageId: 'o-4' },
      reason: 'The warehouse is open again.',
    });
    expect(redrive).toMatchObject({ status: 200 });
    await untilShipped('o-4');
    expect(await deadLetters()).toEqual([]);
  });

  it('keeps at once what cannot be handled or read, with the reason', async () => {
    await place('o-5', 'nowhere');
    await sendRaw({ id: 'o-6', source: '/orders', type: 'orders.order-placed.v1', orderId: 'o-6' });
    await untilDeadLetter('o-5');
    await service.until('both are dead letters', async () => (await deadLetters()).length === 2);
    expect((await deadLetters()).map(({ reasonCode }) => reasonCode).sort()).toEqual([
      'destination-unknown',
      'message-invalid',
    ]);
  });

  it('waits for the database during an outage, and counts no attempt', async () => {
    const retried = await service.metric('decouple_messages_retried_total');
    await database.end();
    await postgres.stop();
    await sendRaw(placed('o-7', 'Wien'));
    const breaker = (): Promise<number> => service.metric('decouple_breaker_open', { component: 'consumer' });
    await service.until('the breaker is open', async () => (await breaker()) === 1);
    expect((await service.get('/health/ready')).status).toBe(503);

    await postgres.start();
    database = await connect(postgres.url('orders'));
    await untilShipped('o-7');
    await service.until('the breaker is closed', async () => (await breaker()) === 0);
    expect(await service.metric('decouple_messages_retried_total')).toBe(retried);
  });

  it('shows what it has done as metrics, queues and handlers', async () => {
    const handled = (type: string): Promise<number> =>
      service.metric('decouple_messages_handled_total', { type, result: 'done' });
    expect(await handled('orders.order-placed.v1')).toBe(5);
    expect(await handled('orders.order-cancelled.v1')).toBe(1);
    expect(await service.metric('decouple_dead_letters')).toBe(2);
    expect(await service.json('/v1/queues')).toMatchObject({ queues: [{ queue: 'orders', state: 'pulling' }] });
  });

  it('stops on SIGTERM', async () => {
    expect(await service.stop()).toBe(0);
  });

  const placed = (id: string, destination: string): object => ({
    id,
    source: '/orders',
    type: 'orders.order-placed.v1',
    orderId: id,
    destination,
  });

  /** To the queue directly, as another service would. */
  async function sendRaw(message: object): Promise<void> {
    const response = await fetch(sqs.endpoint, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': 'AmazonSQS.SendMessage',
        authorization:
          'AWS4-HMAC-SHA256 Credential=test/20261127/eu-central-1/sqs/aws4_request, SignedHeaders=host, Signature=0',
      },
      body: JSON.stringify({ QueueUrl: `${sqs.endpoint}${QUEUE_PATH}`, MessageBody: JSON.stringify(message) }),
    });
    expect(response.status).toBe(200);
  }
});

async function connect(url: string): Promise<Client> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}
