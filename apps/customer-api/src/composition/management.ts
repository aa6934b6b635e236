import { type Message, parseMessage } from '@decouple/contracts';
import {
  type Clock,
  type MessagingRuntime,
  type MonotonicClock,
  NO_REDRIVE_ANNOUNCEMENTS,
  type OutboxRelay,
  type QueueBroker,
} from '@decouple/messaging-core';
import {
  createManagementApi,
  type ManagementApiOptions,
  ManagementModule,
  operatorFrom,
  type ServiceHealth,
} from '@decouple/messaging-management';
import type { QueueTransport } from '@decouple/messaging-nest';
import { RebuildPayments, ResendPayments } from '@decouple/payments-domain';
import { CachedValue, type Log, type MetricsSource } from '@decouple/platform';
import { type DynamicModule, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { knownProblem } from '../http/problems/known-problems';
import { PaymentAdminController } from '../management/payment-admin-queries.controller';
import { PaymentRepairsController } from '../management/payment-repairs.controller';
import { PipelineHistory } from '../management/pipeline-history';
import { PipelineHistoryController } from '../management/pipeline-history.controller';
import { PAYMENT_ADMIN_QUERIES, PAYMENT_COUNTS, PAYMENT_REPAIRS, READ_OPERATOR } from '../management/tokens';
import { CONSUMED_QUEUE } from './consumed-queue';
import type { Store } from './store';

interface ModuleDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly monotonic: MonotonicClock;
  readonly relay: OutboxRelay;
  readonly history: PipelineHistory;
  /** The endpoints of every service. */
  readonly management: DynamicModule;
}

/** The endpoints for operators of customer-api, besides those of every service. */
@Module({})
export class CustomerApiManagementModule {
  static with({ clock, history, management, monotonic, relay, store }: ModuleDeps): DynamicModule {
    const { queries, repairs } = store;
    return {
      module: CustomerApiManagementModule,
      imports: [management],
      controllers: [PaymentAdminController, PaymentRepairsController, PipelineHistoryController],
      providers: [
        { provide: PAYMENT_ADMIN_QUERIES, useValue: queries },
        { provide: PAYMENT_REPAIRS, useValue: repairs },
        { provide: READ_OPERATOR, useValue: operatorFrom },
        {
          provide: ResendPayments,
          useFactory: () => new ResendPayments(repairs, clock, () => relay.nudge()),
        },
        { provide: RebuildPayments, useFactory: () => new RebuildPayments(repairs) },
        { provide: PipelineHistory, useValue: history },
        {
          provide: PAYMENT_COUNTS,
          useFactory: () =>
            new CachedValue(
              () => queries.counts(),
              () => monotonic.milliseconds(),
            ),
        },
      ],
    };
  }
}

export interface CustomerApiManagementDeps {
  readonly store: Store;
  readonly runtime: MessagingRuntime<Message>;
  readonly transport: QueueTransport<Message>;
  readonly health: ServiceHealth;
  readonly broker: QueueBroker;
  /** Filled by the pipeline sampling. */
  readonly history: PipelineHistory;
  readonly metrics: MetricsSource;
  readonly log: Log;
  readonly clock: Clock;
  readonly monotonic: MonotonicClock;
}

/** Has its own port, so that operators' endpoints never listen where clients connect. */
export function createManagement(
  { broker, clock, health, history, log, metrics, monotonic, runtime, store, transport }: CustomerApiManagementDeps,
  options: ManagementApiOptions,
): Promise<NestFastifyApplication> {
  const { consumer, relay } = runtime;
  const management = ManagementModule.with({
    clock,
    store,
    announcer: NO_REDRIVE_ANNOUNCEMENTS,
    read: parseMessage,
    nudge: () => relay.nudge(),
    queue: { queue: CONSUMED_QUEUE, handlers: () => transport.handlers(), health: () => consumer.health() },
    gauge: broker.gauge,
    health: health.whole,
    metrics,
  });
  const module = CustomerApiManagementModule.with({ store, clock, monotonic, relay, history, management });
  return createManagementApi(module, log, knownProblem, options);
}
