import { QUEUES } from '@decouple/contracts';
import { NO_ANNOUNCEMENTS } from '@decouple/messaging-core';
import { InMemoryBroker, openInMemoryBroker } from '@decouple/messaging-core/in-memory';
import {
  createDelivery,
  housekeeping,
  LoggingDeliveryObserver,
  nativeIngestion,
  type QueueBroker,
  startQueueService,
  type Surroundings,
} from '@decouple/messaging-nest';
import { openSqsBroker } from '@decouple/messaging-sqs';
import {
  type Log,
  NestLog,
  ProblemFilter,
  type RunningApplication,
  SystemClock,
  SystemRandomness,
  SystemTimers,
  UuidV7Generator,
} from '@decouple/platform';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { CustomerApiConfiguration } from '../config/configuration';
import { createFastifyAdapter, prepareFastify } from '../http/fastify-adapter';
import { knownProblem } from '../http/known-problems';
import { PaymentsInFlight } from '../http/payments-in-flight';
import { serveOpenApi } from '../http/openapi';
import { connectedOrigins, serveWeb } from '../web/serve-web';
import { CONSUMED_QUEUE } from './consumed-queue';
import { CustomerApiModule } from './customer-api.module';
import { createManagement } from './management';
import { memoryStore } from './memory-store';
import { CUSTOMER_DATABASE, postgresStore } from './postgres-store';
import { reconciliation } from './reconciliation';

/** @param sharedBroker with `MESSAGE_BROKER=memory`: the one that the services of this process have in common */
export async function startCustomerApi(
  configuration: CustomerApiConfiguration,
  log: Log,
  sharedBroker?: InMemoryBroker,
): Promise<RunningApplication> {
  const { database, http, reconciliation: reconcile, retention, retry, shutdownGraceSeconds, sqs } = configuration;
  const surroundings: Surroundings = {
    clock: new SystemClock(),
    timers: new SystemTimers(),
    randomness: new SystemRandomness(),
    observer: new LoggingDeliveryObserver(log),
  };
  const { clock } = surroundings;
  const store = database === undefined ? memoryStore(surroundings) : await postgresStore(database, surroundings, log);
  const queue = { queue: CONSUMED_QUEUE, ...surroundings };
  const broker: QueueBroker =
    sqs === undefined
      ? openInMemoryBroker(sharedBroker ?? new InMemoryBroker(clock), queue)
      : await openSqsBroker(sqs, queue);
  const inFlight = new PaymentsInFlight(http.maxInFlightPayments);
  const delivery = createDelivery({
    store,
    broker,
    resource: CUSTOMER_DATABASE,
    carriedTypes: QUEUES[CONSUMED_QUEUE],
    announcer: NO_ANNOUNCEMENTS,
    retryPolicy: retry,
    shutdownGraceSeconds,
    frontDoorIsBusy: () => inFlight.areMany,
    ...surroundings,
  });
  const { health, relay, transport } = delivery;
  const module = CustomerApiModule.with({
    store,
    relay,
    clock,
    ids: new UuidV7Generator(),
    http: { clientIdHeader: http.clientIdHeader, now: () => clock.now() },
    health: health.frontDoor,
    modules: broker.modules ?? [],
  });
  const app = await NestFactory.create<NestFastifyApplication>(module, createFastifyAdapter(http), {
    bodyParser: false,
    logger: new NestLog(log),
    abortOnError: false,
  });
  app.useGlobalFilters(new ProblemFilter(log, knownProblem));
  const { web } = configuration;
  prepareFastify(app, log, inFlight, web === undefined ? [] : connectedOrigins(web));
  if (web !== undefined) await serveWeb(app, web);
  serveOpenApi(app);
  const management = await createManagement(store, delivery, broker, log, configuration.management.consoleOrigin);
  const listen = async () => {
    await management.listen(configuration.management.port, configuration.management.host);
    await app.listen(http.port, http.host);
  };
  const tasks = [
    reconciliation(reconcile, store.overdue, relay, surroundings, log),
    housekeeping(store, retention, surroundings, log),
    ...nativeIngestion({ announcer: NO_ANNOUNCEMENTS, broker, relay, store, ...surroundings }, log),
  ];
  const running = await startQueueService({
    app,
    transport,
    relay,
    tasks,
    listen,
    resources: [management, store, broker],
  });
  log.info(
    {
      url: await app.getUrl(),
      management: await management.getUrl(),
      store: database ? 'postgres' : 'memory',
      broker: sqs ? 'sqs' : 'memory',
    },
    'ready',
  );
  return running;
}
