import { parseMessage, QUEUES } from '@decouple/contracts';
import { createMessagingRuntime, type QueueBroker, type RuntimePorts } from '@decouple/messaging-core';
import { InMemoryBroker, openInMemoryBroker } from '@decouple/messaging-core/in-memory';
import {
  CountingDeliveryObserver,
  createManagementApi,
  LoggingDeliveryObserver,
  ManagementModule,
  messagingTasks,
  ObserverGroup,
  serviceHealth,
  showDeliveryGauges,
} from '@decouple/messaging-management';
import { QueueTransport, startQueueApplication } from '@decouple/messaging-nest';
import { openSqsBroker, type SqsBroker } from '@decouple/messaging-sqs';
import {
  type Log,
  maskCardNumbers,
  Metrics,
  type RunningApplication,
  SystemClock,
  SystemMonotonicClock,
  SystemRandomness,
  SystemTimers,
} from '@decouple/platform';
import { SalesFailureAnnouncer } from '@decouple/sales-domain';
import type { SalesWorkerConfiguration } from '../config/configuration';
import { MeasuredSalesLedger } from '../metrics/measured-sales-ledger';
import { salesMetrics } from '../metrics/sales-metrics';
import { CONSUMED_QUEUE } from './consumed-queue';
import { memoryStore } from './memory-store';
import { postgresStore, SALES_DATABASE } from './postgres-store';
import { SalesWorkerModule } from './sales-worker.module';

export interface StartOptions {
  /** With `MESSAGE_BROKER=memory`: the broker that the services of one process share. */
  readonly sharedBroker?: InMemoryBroker | undefined;
  /** Aborted when the process is asked to stop before the start is complete: then nothing is served. */
  readonly stopping?: AbortSignal | undefined;
}

export interface RunningSalesWorker extends RunningApplication {
  readonly managementUrl: string;
}

/** @throws whatever prevents the start, or the reason of `stopping` */
export async function startSalesWorker(
  configuration: SalesWorkerConfiguration,
  log: Log,
  { sharedBroker, stopping }: StartOptions = {},
): Promise<RunningSalesWorker> {
  const { database, httpServer, management, retention, retry, shutdownGraceSeconds, sqs } = configuration;
  const metrics = new Metrics();
  const ports: RuntimePorts = {
    clock: new SystemClock(),
    monotonic: new SystemMonotonicClock(),
    timers: new SystemTimers(),
    randomness: new SystemRandomness(),
    observer: new ObserverGroup([new LoggingDeliveryObserver(log), new CountingDeliveryObserver(metrics)]),
  };
  const { clock, monotonic } = ports;
  const store = database === undefined ? memoryStore(ports) : await postgresStore(database, log);
  const queue = { queue: CONSUMED_QUEUE, queues: Object.keys(QUEUES), ...ports };
  const broker: QueueBroker & Partial<SqsBroker> =
    sqs === undefined
      ? openInMemoryBroker(sharedBroker ?? new InMemoryBroker(monotonic), queue)
      : await openSqsBroker({ ...sqs, consume: CONSUMED_QUEUE }, ports);
  const messages = {
    read: parseMessage,
    redact: maskCardNumbers,
    announcer: new SalesFailureAnnouncer(clock),
  };
  const runtime = createMessagingRuntime({
    store,
    broker,
    resource: SALES_DATABASE,
    ...messages,
    retryPolicy: retry,
    maxMessagesPerSecond: configuration.maxPaymentsPerSecond,
    maxConcurrentMessages: configuration.maxConcurrentPayments,
    shutdownGraceSeconds,
    ...ports,
  });
  const { consumer, relay } = runtime;
  const transport = new QueueTransport({ consumer, carriedTypes: QUEUES[CONSUMED_QUEUE], clock });
  const health = serviceHealth({ ...runtime, probe: () => store.probe(), ...ports });
  showDeliveryGauges(metrics, { store, broker, runtime, log, ...ports });
  const managementModule = ManagementModule.with({
    clock,
    store,
    ...messages,
    nudge: () => relay.nudge(),
    queue: { queue: CONSUMED_QUEUE, handlers: () => transport.handlers(), health: () => consumer.health() },
    gauge: broker.gauge,
    health: health.whole,
    metrics,
  });
  const modules = [...(broker.modules ?? []), managementModule];
  const module = SalesWorkerModule.with({
    store: { ...store, ledger: new MeasuredSalesLedger(store.ledger, salesMetrics(metrics)) },
    relay,
    clock,
    modules,
  });
  const app = await createManagementApi(module, log, undefined, { ...management, ...httpServer });
  const running = await startQueueApplication({
    app,
    health,
    transport,
    relay,
    tasks: messagingTasks({ store, broker, runtime, ...messages, retention, log, ...ports }),
    listen: () => app.listen(management.port, management.host),
    resources: [store, broker],
    stopping,
  });
  const managementUrl = await app.getUrl();
  const adapters = { ledger: database ? 'postgres' : 'memory', broker: sqs ? 'sqs' : 'memory' };
  log.info({ management: managementUrl, ...adapters }, 'ready');
  return { ...running, managementUrl };
}
