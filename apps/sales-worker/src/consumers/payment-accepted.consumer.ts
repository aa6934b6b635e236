import {
  PAYMENT_ACCEPTED_V1,
  PAYMENT_ACCEPTED_V2,
  type PaymentAcceptedV1,
  type PaymentAcceptedV2,
  upcastPaymentAcceptedV1,
} from '@decouple/contracts';
import type { HandlerResult } from '@decouple/messaging-core';
import { RecordSale } from '@decouple/sales-domain';
import { QueueConsumer } from '@decouple/messaging-nest';
import { Inject } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';

/** Consumes accepted payments. Sales itself handles only the newest version of the message. */
@QueueConsumer()
export class PaymentAcceptedConsumer {
  constructor(@Inject(RecordSale) private readonly recordSale: RecordSale) {}

  @EventPattern(PAYMENT_ACCEPTED_V2)
  accepted(@Payload() payment: PaymentAcceptedV2): Promise<HandlerResult> {
    return this.recordSale.execute(payment);
  }

  @EventPattern(PAYMENT_ACCEPTED_V1)
  acceptedV1(@Payload() payment: PaymentAcceptedV1): Promise<HandlerResult> {
    return this.recordSale.execute(upcastPaymentAcceptedV1(payment));
  }
}
