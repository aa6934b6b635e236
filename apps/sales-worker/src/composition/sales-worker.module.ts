import type { Clock, OutboxRelay } from '@decouple/messaging-core';
import { RecordSale } from '@decouple/sales-domain';
import { type DynamicModule, Module } from '@nestjs/common';
import { PaymentAcceptedConsumer } from '../consumers/payment-accepted.consumer';
import { LedgerEntriesController } from '../http/ledger-entries.controller';
import { MonthlyTotalsController } from '../http/monthly-totals.controller';
import { PolicyHistoryController } from '../http/policy-history.controller';
import { LEDGER_QUERIES, SALES_LEDGER } from '../tokens';
import type { Store } from './store';

export interface SalesWorkerDeps {
  readonly store: Store;
  readonly relay: OutboxRelay;
  readonly clock: Clock;
  /** Nest modules that the configured adapters need, and the management API. */
  readonly modules: readonly DynamicModule[];
}

/** Connects use cases and adapters. */
@Module({})
export class SalesWorkerModule {
  static with({ clock, modules, relay, store }: SalesWorkerDeps): DynamicModule {
    return {
      module: SalesWorkerModule,
      imports: [...modules],
      controllers: [PaymentAcceptedConsumer, MonthlyTotalsController, LedgerEntriesController, PolicyHistoryController],
      providers: [
        { provide: RecordSale, useFactory: () => new RecordSale(store.ledger, clock, () => relay.nudge()) },
        { provide: LEDGER_QUERIES, useValue: store.queries },
        { provide: SALES_LEDGER, useValue: store.ledger },
      ],
    };
  }
}
