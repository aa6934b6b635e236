import { PAYMENT_ACCEPTED_V1, type PaymentAcceptedV1 } from '@decouple/contracts';
import type { HandlerResult } from '@decouple/messaging-core';
import { RecordSale } from '@decouple/sales-domain';
import { QueueConsumer } from '@decouple/messaging-nest';
import { Inject } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';

/** Payments that the customer side accepted. */
@QueueConsumer()
export class PaymentAcceptedConsumer {
  constructor(@Inject(RecordSale) private readonly recordSale: RecordSale) {}

  @EventPattern(PAYMENT_ACCEPTED_V1)
  accepted(@Payload() payment: PaymentAcceptedV1): Promise<HandlerResult> {
    return this.recordSale.execute(payment);
  }
}
