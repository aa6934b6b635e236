import {
  PAYMENT_DELAYED_V1,
  PAYMENT_PARKED_V1,
  PAYMENT_RECORDED_V1,
  PAYMENT_REDRIVEN_V1,
  PAYMENT_REJECTED_V1,
  type SalesOutcome,
} from '@decouple/contracts';
import type { HandlerResult } from '@decouple/messaging-core';
import { ApplySalesOutcome } from '@decouple/payments-domain';
import { QueueConsumer } from '@decouple/messaging-nest';
import { Inject } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';

/** Consumes the replies of sales. */
@QueueConsumer()
export class PaymentStatusConsumer {
  constructor(@Inject(ApplySalesOutcome) private readonly applySalesOutcome: ApplySalesOutcome) {}

  @EventPattern(PAYMENT_RECORDED_V1)
  recorded(@Payload() outcome: SalesOutcome): Promise<HandlerResult> {
    return this.applySalesOutcome.execute(outcome);
  }

  @EventPattern(PAYMENT_REJECTED_V1)
  rejected(@Payload() outcome: SalesOutcome): Promise<HandlerResult> {
    return this.applySalesOutcome.execute(outcome);
  }

  @EventPattern(PAYMENT_DELAYED_V1)
  delayed(@Payload() outcome: SalesOutcome): Promise<HandlerResult> {
    return this.applySalesOutcome.execute(outcome);
  }

  @EventPattern(PAYMENT_PARKED_V1)
  parked(@Payload() outcome: SalesOutcome): Promise<HandlerResult> {
    return this.applySalesOutcome.execute(outcome);
  }

  @EventPattern(PAYMENT_REDRIVEN_V1)
  redriven(@Payload() outcome: SalesOutcome): Promise<HandlerResult> {
    return this.applySalesOutcome.execute(outcome);
  }
}
