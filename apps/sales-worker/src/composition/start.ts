import { QUEUES } from '@decouple/contracts';
import { InMemoryBroker, openInMemoryBroker } from '@decouple/messaging-core/in-memory';
import {
  CountingDeliveryObserver,
  createMessagingRuntime,
  createManagementApi,
  housekeeping,
  LoggingDeliveryObserver,
  ManagementModule,
  brokerDeadLetterImport,
  ObserverGroup,
  outboxWatching,
  type QueueBroker,
  showDeliveryGauges,
  startQueueService,
  type RuntimePorts,
  watchTransactions,
} from '@decouple/messaging-nest';
import { openSqsBroker } from '@decouple/messaging-sqs';
import {
  type Log,
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

/** @throws whatever prevents the start, or the reason of `stopping` */
export async function startSalesWorker(
  configuration: SalesWorkerConfiguration,
  log: Log,
  { sharedBroker, stopping }: StartOptions = {},
): Promise<RunningApplication> {
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
  const queue = { queue: CONSUMED_QUEUE, ...ports };
  const broker: QueueBroker =
    sqs === undefined
      ? openInMemoryBroker(sharedBroker ?? new InMemoryBroker(monotonic), queue)
      : await openSqsBroker({ ...sqs, consume: CONSUMED_QUEUE }, ports);
  const announcer = new SalesFailureAnnouncer(clock);
  const delivery = createMessagingRuntime({
    store,
    broker,
    resource: SALES_DATABASE,
    carriedTypes: QUEUES[CONSUMED_QUEUE],
    announcer,
    retryPolicy: retry,
    maxMessagesPerSecond: configuration.maxPaymentsPerSecond,
    maxConcurrentMessages: configuration.maxConcurrentPayments,
    shutdownGraceSeconds,
    ...ports,
  });
  const { health, relay, transport } = delivery;
  showDeliveryGauges(metrics, { store, broker, delivery, log, ...ports });
  const managementModule = ManagementModule.with({
    clock,
    store,
    announcer,
    nudge: () => relay.nudge(),
    queue: { queue: CONSUMED_QUEUE, handlers: () => transport.handlers(), health: () => transport.health() },
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
  const listen = () => app.listen(management.port, management.host);
  const tasks = [
    housekeeping(store, retention, ports, log),
    ...watchTransactions(store, ports, log),
    outboxWatching(delivery.watch, ports, log),
    ...brokerDeadLetterImport({ announcer, broker, relay, store, ...ports }, log),
  ];
  const running = await startQueueService({
    app,
    health,
    transport,
    relay,
    tasks,
    listen,
    resources: [store, broker],
    stopping,
  });
  const url = await app.getUrl();
  log.info({ management: url, ledger: database ? 'postgres' : 'memory', broker: sqs ? 'sqs' : 'memory' }, 'ready');
  return running;
}
