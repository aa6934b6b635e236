import { type Clock, type MonotonicClock, NO_REDRIVE_ANNOUNCEMENTS } from '@decouple/messaging-core';
import { createManagementApi, type Delivery, ManagementModule, type QueueBroker } from '@decouple/messaging-nest';
import { KeptAnswer, type Log, type MetricsSource } from '@decouple/platform';
import { type DynamicModule, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { knownProblem } from '../http/known-problems';
import { PaymentRegisterController } from '../management/payment-register.controller';
import { PipelineHistory } from '../management/pipeline-history';
import { PipelineHistoryController } from '../management/pipeline-history.controller';
import { PAYMENT_COUNTS, PAYMENT_REGISTER } from '../management/tokens';
import { CONSUMED_QUEUE } from './consumed-queue';
import type { Store } from './store';

/** What operators of customer-api see on top of what every service shows them. */
@Module({})
export class CustomerApiManagementModule {
  static with(
    { register }: Store,
    history: PipelineHistory,
    monotonic: MonotonicClock,
    management: DynamicModule,
  ): DynamicModule {
    return {
      module: CustomerApiManagementModule,
      imports: [management],
      controllers: [PaymentRegisterController, PipelineHistoryController],
      providers: [
        { provide: PAYMENT_REGISTER, useValue: register },
        { provide: PipelineHistory, useValue: history },
        {
          provide: PAYMENT_COUNTS,
          useFactory: () =>
            new KeptAnswer(
              () => register.counts(),
              () => monotonic.milliseconds(),
            ),
        },
      ],
    };
  }
}

export interface CustomerApiManagementParts {
  readonly store: Store;
  readonly delivery: Delivery;
  readonly broker: QueueBroker;
  /** Filled by whoever samples the pipeline. */
  readonly history: PipelineHistory;
  readonly metrics: MetricsSource;
  readonly log: Log;
  readonly clock: Clock;
  readonly monotonic: MonotonicClock;
}

/** Its own port, so that what is for operators alone never listens where clients come. */
export function createManagement(
  { broker, clock, delivery, history, log, metrics, monotonic, store }: CustomerApiManagementParts,
  consoleOrigin: string | undefined,
): Promise<NestFastifyApplication> {
  const { health, relay, transport } = delivery;
  const management = ManagementModule.with({
    clock,
    store,
    announcer: NO_REDRIVE_ANNOUNCEMENTS,
    nudge: () => relay.nudge(),
    queue: { queue: CONSUMED_QUEUE, handlers: () => transport.handlers(), health: () => transport.health() },
    gauge: broker.gauge,
    health: health.whole,
    metrics,
  });
  const module = CustomerApiManagementModule.with(store, history, monotonic, management);
  return createManagementApi(module, log, knownProblem, { consoleOrigin });
}
