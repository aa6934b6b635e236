import { QUEUES } from '@decouple/contracts';
import type { InMemoryBroker } from '@decouple/messaging-core/in-memory';
import {
  createDelivery,
  LoggingDeliveryObserver,
  startQueueService,
  type Surroundings,
} from '@decouple/messaging-nest';
import {
  type Log,
  NestLog,
  ProblemFilter,
  type RunningApplication,
  SystemClock,
  SystemRandomness,
  SystemTimers,
} from '@decouple/platform';
import { SalesFailureAnnouncer } from '@decouple/sales-domain';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { SalesWorkerConfiguration } from '../config/configuration';
import { chooseBroker, CONSUMED_QUEUE } from './broker';
import { memoryStore } from './memory-store';
import { postgresStore, SALES_DATABASE } from './postgres-store';
import { SalesWorkerModule } from './sales-worker.module';

/** @param sharedBroker with `MESSAGE_BROKER=memory`: the one that the services of this process have in common */
export async function startSalesWorker(
  configuration: SalesWorkerConfiguration,
  log: Log,
  sharedBroker?: InMemoryBroker,
): Promise<RunningApplication> {
  const { database, management, shutdownGraceSeconds, sqs } = configuration;
  const surroundings: Surroundings = {
    clock: new SystemClock(),
    timers: new SystemTimers(),
    randomness: new SystemRandomness(),
    observer: new LoggingDeliveryObserver(log),
  };
  const { clock } = surroundings;
  const store = database === undefined ? memoryStore(surroundings) : await postgresStore(database, log);
  const broker = await chooseBroker(sqs, sharedBroker, surroundings);
  const { health, relay, transport } = createDelivery({
    store,
    broker,
    resource: SALES_DATABASE,
    carriedTypes: QUEUES[CONSUMED_QUEUE],
    announcer: new SalesFailureAnnouncer(clock),
    shutdownGraceSeconds,
    ...surroundings,
  });
  const module = SalesWorkerModule.with({ store, relay, clock, health, modules: broker.modules });
  const app = await NestFactory.create<NestFastifyApplication>(
    module,
    new FastifyAdapter({ forceCloseConnections: 'idle' }),
    { logger: new NestLog(log), abortOnError: false },
  );
  app.useGlobalFilters(new ProblemFilter(log, () => undefined));
  const listen = () => app.listen(management.port, management.host);
  const running = await startQueueService({ app, transport, relay, listen, resources: [store, broker] });
  const url = await app.getUrl();
  log.info({ management: url, ledger: database ? 'postgres' : 'memory', broker: sqs ? 'sqs' : 'memory' }, 'ready');
  return running;
}
