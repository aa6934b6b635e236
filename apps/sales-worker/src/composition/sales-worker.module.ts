import type { Clock, OutboxRelay } from '@decouple/messaging-core';
import { HEALTH_SOURCE, HealthController, type HealthSource } from '@decouple/platform';
import { RecordSale } from '@decouple/sales-domain';
import { type DynamicModule, Module } from '@nestjs/common';
import { PaymentAcceptedConsumer } from '../consumers/payment-accepted.consumer';
import { MonthlyTotalsController } from '../http/monthly-totals.controller';
import { SALES_LEDGER } from '../tokens';
import type { Store } from './store';

export interface SalesWorkerParts {
  readonly store: Store;
  readonly relay: OutboxRelay;
  readonly clock: Clock;
  readonly health: HealthSource;
  /** Nest modules that the chosen adapters need. */
  readonly modules: readonly DynamicModule[];
}

/** Joins use cases with adapters. */
@Module({})
export class SalesWorkerModule {
  static with({ clock, health, modules, relay, store }: SalesWorkerParts): DynamicModule {
    return {
      module: SalesWorkerModule,
      imports: [...modules],
      controllers: [PaymentAcceptedConsumer, MonthlyTotalsController, HealthController],
      providers: [
        { provide: RecordSale, useFactory: () => new RecordSale(store.ledger, clock, () => relay.nudge()) },
        { provide: SALES_LEDGER, useValue: store.ledger },
        { provide: HEALTH_SOURCE, useValue: health },
      ],
    };
  }
}
