import type { Clock, OutboxRelay } from '@decouple/messaging-core';
import { RecordSale } from '@decouple/sales-domain';
import { type DynamicModule, Module } from '@nestjs/common';
import { PaymentAcceptedConsumer } from '../consumers/payment-accepted.consumer';
import { LedgerEntriesController } from '../http/ledger-entries.controller';
import { MonthlyTotalsController } from '../http/monthly-totals.controller';
import { PolicyHistoryController } from '../http/policy-history.controller';
import { LEDGER_REGISTER, SALES_LEDGER } from '../tokens';
import type { Store } from './store';

export interface SalesWorkerParts {
  readonly store: Store;
  readonly relay: OutboxRelay;
  readonly clock: Clock;
  /** Nest modules that the chosen adapters need, and the management API. */
  readonly modules: readonly DynamicModule[];
}

/** Joins use cases with adapters. */
@Module({})
export class SalesWorkerModule {
  static with({ clock, modules, relay, store }: SalesWorkerParts): DynamicModule {
    return {
      module: SalesWorkerModule,
      imports: [...modules],
      controllers: [PaymentAcceptedConsumer, MonthlyTotalsController, LedgerEntriesController, PolicyHistoryController],
      providers: [
        { provide: RecordSale, useFactory: () => new RecordSale(store.ledger, clock, () => relay.nudge()) },
        { provide: LEDGER_REGISTER, useValue: store.register },
        { provide: SALES_LEDGER, useValue: store.ledger },
      ],
    };
  }
}
