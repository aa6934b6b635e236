import { type Message, parseMessage, QUEUES } from '@decouple/contracts';
import {
  createMessagingRuntime,
  NO_ANNOUNCEMENTS,
  type QueueBroker,
  type RuntimePorts,
} from '@decouple/messaging-core';
import { InMemoryBroker, openInMemoryBroker } from '@decouple/messaging-core/in-memory';
import {
  CountingDeliveryObserver,
  LoggingDeliveryObserver,
  messagingTasks,
  ObserverGroup,
  serviceHealth,
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
  UuidV7Generator,
} from '@decouple/platform';
import type { CustomerApiConfiguration } from '../config/configuration';
import { PaymentsInFlight } from '../http/server/payments-in-flight';
import { PipelineHistory } from '../management/pipeline-history';
import { MeasuredPaymentStore } from '../metrics/measured-payment-store';
import { paymentMetrics } from '../metrics/payment-metrics';
import { CONSUMED_QUEUE } from './consumed-queue';
import { CustomerApiModule } from './customer-api.module';
import { createManagement } from './management';
import { showGauges } from './metrics';
import { frontDoorOf } from './front-door';
import { memoryStore } from './memory-store';
import { pipelineSampling } from './pipeline-sampling';
import { CUSTOMER_DATABASE, postgresStore } from './postgres-store';
import { createPublicApi } from './public-api';
import { reconciliation } from './reconciliation';

export interface StartOptions {
  /** With `MESSAGE_BROKER=memory`: the broker that the services of one process share. */
  readonly sharedBroker?: InMemoryBroker | undefined;
  /** Aborted when the process is asked to stop before the start is complete: then nothing is served. */
  readonly stopping?: AbortSignal | undefined;
}

export interface RunningCustomerApi extends RunningApplication {
  readonly url: string;
  readonly managementUrl: string;
}

/** @throws whatever prevents the start, or the reason of `stopping` */
export async function startCustomerApi(
  configuration: CustomerApiConfiguration,
  log: Log,
  { sharedBroker, stopping }: StartOptions = {},
): Promise<RunningCustomerApi> {
  const { database, http, httpServer, retention, retry, shutdownGraceSeconds, sqs } = configuration;
  const metrics = new Metrics();
  const measured = paymentMetrics(metrics);
  const ports: RuntimePorts = {
    clock: new SystemClock(),
    monotonic: new SystemMonotonicClock(),
    timers: new SystemTimers(),
    randomness: new SystemRandomness(),
    observer: new ObserverGroup([new LoggingDeliveryObserver(log), new CountingDeliveryObserver(metrics)]),
  };
  const { clock, monotonic } = ports;
  const store = database === undefined ? memoryStore(ports) : await postgresStore(database, ports, log);
  const queue = { queue: CONSUMED_QUEUE, queues: Object.keys(QUEUES), ...ports };
  const broker: QueueBroker & Partial<SqsBroker> =
    sqs === undefined
      ? openInMemoryBroker(sharedBroker ?? new InMemoryBroker(monotonic), queue)
      : await openSqsBroker({ ...sqs, consume: CONSUMED_QUEUE }, ports);
  const inFlight = new PaymentsInFlight(http.maxInFlightPayments);
  const messages = { read: parseMessage, redact: maskCardNumbers, announcer: NO_ANNOUNCEMENTS };
  const runtime = createMessagingRuntime<Message>({
    store,
    broker,
    resource: CUSTOMER_DATABASE,
    ...messages,
    retryPolicy: retry,
    shutdownGraceSeconds,
    shouldYield: () => inFlight.areMany,
    ...ports,
  });
  const { consumer, relay } = runtime;
  const transport = new QueueTransport({ consumer, carriedTypes: QUEUES[CONSUMED_QUEUE], clock });
  const health = serviceHealth({ ...runtime, probe: () => store.probe(), ...ports });
  showGauges(metrics, { store, broker, runtime, inFlight, log }, ports);
  const module = CustomerApiModule.with({
    store: { ...store, payments: new MeasuredPaymentStore(store.payments, measured, clock) },
    relay,
    clock,
    ids: new UuidV7Generator(),
    http: { clientIdHeader: http.clientIdHeader, now: () => clock.now() },
    inFlight,
    health: health.frontDoor,
    onContradiction: (contradiction) =>
      log.warn(contradiction, 'sales answered differently than before; reconcile, and decide on the payment'),
    modules: broker.modules ?? [],
  });
  const app = await createPublicApi(module, configuration, measured, log);
  const frontDoor = frontDoorOf(app, configuration, ports.timers);
  const history = new PipelineHistory();
  const management = await createManagement(
    { store, runtime, transport, health, broker, history, metrics, log, clock, monotonic },
    { ...configuration.management, ...httpServer },
  );
  const listen = async () => {
    await management.listen(configuration.management.port, configuration.management.host);
    await app.listen(http.port, http.host);
  };
  const tasks = [
    reconciliation(configuration.reconciliation, store.overdue, relay, measured, ports, log),
    pipelineSampling(history, store, broker, ports, log),
    ...messagingTasks<Message>({ store, broker, runtime, ...messages, retention, log, ...ports }),
  ];
  const running = await startQueueApplication({
    app,
    health,
    frontDoor,
    transport,
    relay,
    tasks,
    listen,
    resources: [management, store, broker],
    stopping,
  });
  const url = await app.getUrl();
  const managementUrl = await management.getUrl();
  const adapters = { store: database ? 'postgres' : 'memory', broker: sqs ? 'sqs' : 'memory' };
  log.info({ url, management: managementUrl, ...adapters }, 'ready');
  return { ...running, url, managementUrl };
}
