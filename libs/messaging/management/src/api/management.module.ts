import {
  type Clock,
  DecideDeadLetters,
  type Envelope,
  type QueueGauge,
  type ReadMessage,
  type RedriveAnnouncer,
} from '@decouple/messaging-core';
import {
  HEALTH_SOURCE,
  HealthController,
  type HealthSource,
  METRICS_SOURCE,
  MetricsController,
  type MetricsSource,
} from '@decouple/platform';
import { type DynamicModule, Module } from '@nestjs/common';
import { DeadLettersController } from './dead-letters.controller';
import { HandlersController } from './handlers.controller';
import type { ManagedStore } from '../tasks/managed-store';
import { OutboxController } from './outbox.controller';
import type { QueueMonitor } from './queue-monitor';
import { QueueDepthsController } from './queue-depths.controller';
import { QueuesController } from './queues.controller';
import { CLOCK, DEAD_LETTER_ADMIN, OUTBOX_STORE, QUEUE_GAUGE, QUEUE_MONITOR } from './tokens';

export interface ManagementDeps<M extends Envelope> {
  readonly clock: Clock;
  readonly store: Pick<ManagedStore, 'deadLetterAdmin' | 'outbox'>;
  readonly announcer: RedriveAnnouncer<M>;
  readonly read: ReadMessage<M>;
  /** Says that there is something to relay. */
  readonly nudge: () => void;
  readonly queue: QueueMonitor;
  readonly gauge: QueueGauge;
  readonly health: HealthSource;
  readonly metrics: MetricsSource;
}

/** What every service with a queue shows and lets do to those who look after it: health, metrics, queue, outbox, dead letters. */
@Module({})
export class ManagementModule {
  static with<M extends Envelope>(deps: ManagementDeps<M>): DynamicModule {
    const { announcer, clock, gauge, health, metrics, nudge, queue, read, store } = deps;
    const admin = store.deadLetterAdmin;
    return {
      module: ManagementModule,
      controllers: [
        HealthController,
        MetricsController,
        QueuesController,
        QueueDepthsController,
        HandlersController,
        OutboxController,
        DeadLettersController,
      ],
      providers: [
        { provide: CLOCK, useValue: clock },
        { provide: HEALTH_SOURCE, useValue: health },
        { provide: METRICS_SOURCE, useValue: metrics },
        { provide: QUEUE_MONITOR, useValue: queue },
        { provide: QUEUE_GAUGE, useValue: gauge },
        { provide: OUTBOX_STORE, useValue: store.outbox },
        { provide: DEAD_LETTER_ADMIN, useValue: admin },
        { provide: DecideDeadLetters, useFactory: () => new DecideDeadLetters({ admin, announcer, read, nudge }) },
      ],
    };
  }
}
