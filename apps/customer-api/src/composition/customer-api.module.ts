import { type Clock, type IdGenerator, OutboxRelay } from '@decouple/messaging-core';
import {
  AcceptPayment,
  ApplySalesOutcome,
  type Contradiction,
  GetPayment,
  ListPayments,
} from '@decouple/payments-domain';
import { HEALTH_SOURCE, type HealthSource } from '@decouple/platform';
import { type DynamicModule, Module } from '@nestjs/common';
import { PaymentStatusConsumer } from '../consumers/payment-status.consumer';
import { HTTP_SETTINGS, type HttpSettings } from '../http/payments/http-settings';
import { PaymentEventsController } from '../http/payments/payment-events.controller';
import { PaymentsController } from '../http/payments/payments.controller';
import { PaymentsInFlight } from '../http/server/payments-in-flight';
import { UndocumentedHealthController } from '../http/server/undocumented-health.controller';
import { ProblemsController } from '../http/problems/problems.controller';
import { RequestSignal } from '../http/payments/request-signal';
import type { Store } from './store';

export interface CustomerApiDeps {
  readonly store: Store;
  readonly relay: OutboxRelay;
  readonly clock: Clock;
  readonly ids: IdGenerator;
  readonly http: HttpSettings;
  readonly inFlight: PaymentsInFlight;
  readonly health: HealthSource;
  /** Called if sales sends another final reply than the customer got. */
  readonly onContradiction: (contradiction: Contradiction) => void;
  /** Nest modules that the configured adapters need. */
  readonly modules: readonly DynamicModule[];
}

/** Connects use cases and adapters. */
@Module({})
export class CustomerApiModule {
  static with({
    clock,
    health,
    http,
    ids,
    inFlight,
    modules,
    onContradiction,
    relay,
    store,
  }: CustomerApiDeps): DynamicModule {
    return {
      module: CustomerApiModule,
      imports: [...modules],
      controllers: [
        PaymentsController,
        PaymentEventsController,
        ProblemsController,
        UndocumentedHealthController,
        PaymentStatusConsumer,
      ],
      providers: [
        {
          provide: AcceptPayment,
          useFactory: () => new AcceptPayment(store.payments, clock, ids, () => relay.nudge()),
        },
        { provide: GetPayment, useFactory: () => new GetPayment(store.payments, store.changes) },
        { provide: ListPayments, useFactory: () => new ListPayments(store.payments) },
        { provide: ApplySalesOutcome, useFactory: () => new ApplySalesOutcome(store.payments, clock, onContradiction) },
        { provide: HTTP_SETTINGS, useValue: http },
        { provide: PaymentsInFlight, useValue: inFlight },
        { provide: HEALTH_SOURCE, useValue: health },
        RequestSignal,
      ],
    };
  }
}
