import {
  createMessagingRuntime,
  NO_ANNOUNCEMENTS,
  NO_REDRIVE_ANNOUNCEMENTS,
  type RuntimePorts,
} from '@decouple/messaging-core';
import {
  CountingDeliveryObserver,
  createManagementApi,
  LoggingDeliveryObserver,
  ManagementModule,
  type ManagedStore,
  messagingTasks,
  ObserverGroup,
  serviceHealth,
  showDeliveryGauges,
} from '@decouple/messaging-management';
import { QueueTransport, type RunningApplication, startQueueApplication } from '@decouple/messaging-nest';
import {
  Database,
  databaseTime,
  pingDatabase,
  PostgresAttemptStore,
  PostgresDatabaseGauge,
  PostgresDeadLetterAdmin,
  PostgresDeadLetterStore,
  PostgresOutboxStore,
} from '@decouple/messaging-postgres';
import { openSqsBroker } from '@decouple/messaging-sqs';
import {
  type Log,
  Metrics,
  SystemClock,
  SystemMonotonicClock,
  SystemRandomness,
  SystemTimers,
} from '@decouple/platform';
import { Module } from '@nestjs/common';
import { Pool } from 'pg';
import { DataSource } from 'typeorm';
import type { Configuration } from './configuration';
import { openDatabase } from './database';
import { OrdersConsumer } from './orders.consumer';
import { OrdersController, RELAY } from './orders.controller';
import { MESSAGE_TYPES, readMessage } from './read-message';

const QUEUE = 'orders';
const DATABASE = { resource: 'orders database' };

@Module({})
class OrdersModule {}

export async function start(
  { databaseUrl, port, retryPolicy, shutdownGraceSeconds, sqsEndpoint }: Configuration,
  log: Log,
  stopping: AbortSignal,
): Promise<RunningApplication> {
  const metrics = new Metrics();
  const ports: RuntimePorts = {
    clock: new SystemClock(),
    monotonic: new SystemMonotonicClock(),
    timers: new SystemTimers(),
    randomness: new SystemRandomness(),
    observer: new ObserverGroup([new LoggingDeliveryObserver(log), new CountingDeliveryObserver(metrics)]),
  };
  const dataSource = await openDatabase(databaseUrl);
  const pool = new Pool({ connectionString: databaseUrl });
  pool.on('error', (error) => log.warn({ error }, 'an idle connection broke'));
  const store = messagingStore(dataSource);
  const broker = await openSqsBroker(
    {
      region: 'eu-central-1',
      endpoint: sqsEndpoint,
      createQueues: true, // for development: creates the queue and its dead-letter queue
      queues: { [QUEUE]: {} },
      consume: QUEUE,
    },
    ports,
  );
  const runtime = createMessagingRuntime({
    store,
    broker,
    ...DATABASE,
    read: readMessage,
    announcer: NO_ANNOUNCEMENTS,
    retryPolicy,
    shutdownGraceSeconds,
    ...ports,
  });
  const { consumer, relay } = runtime;
  const transport = new QueueTransport({ consumer, carriedTypes: MESSAGE_TYPES, clock: ports.clock });
  const health = serviceHealth({ ...runtime, probe: () => store.probe(), ...ports });
  showDeliveryGauges(metrics, { store, broker, runtime, log, ...ports });
  const management = ManagementModule.with({
    clock: ports.clock,
    store,
    announcer: NO_REDRIVE_ANNOUNCEMENTS,
    read: readMessage,
    nudge: () => relay.nudge(),
    queue: { queue: QUEUE, handlers: () => transport.handlers(), health: () => consumer.health() },
    gauge: broker.gauge,
    health: health.whole,
    metrics,
  });
  const module = {
    module: OrdersModule,
    imports: [...broker.modules, management],
    controllers: [OrdersController, OrdersConsumer],
    providers: [
      { provide: DataSource, useValue: dataSource },
      { provide: Pool, useValue: pool },
      { provide: RELAY, useValue: relay },
    ],
  };
  const app = await createManagementApi(module, log);
  return startQueueApplication({
    app,
    health,
    transport,
    relay,
    tasks: messagingTasks({
      store,
      broker,
      runtime,
      read: readMessage,
      announcer: NO_ANNOUNCEMENTS,
      retention: { auditKeptDays: 90 },
      log,
      ...ports,
    }),
    listen: () => app.listen(port, '127.0.0.1'),
    resources: [{ close: () => pool.end() }, store, broker],
    stopping,
  });
}

function messagingStore(dataSource: DataSource): ManagedStore {
  return {
    outbox: new PostgresOutboxStore(dataSource, DATABASE),
    attempts: new PostgresAttemptStore(dataSource, DATABASE),
    deadLetters: new PostgresDeadLetterStore(dataSource, DATABASE),
    deadLetterAdmin: new PostgresDeadLetterAdmin(dataSource, DATABASE),
    database: new PostgresDatabaseGauge(dataSource, DATABASE),
    now: () => databaseTime(new Database(dataSource, DATABASE.resource)),
    probe: () => pingDatabase(dataSource, DATABASE.resource),
    close: () => dataSource.destroy(),
  };
}
