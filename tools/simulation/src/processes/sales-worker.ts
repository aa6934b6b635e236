import {
  type Message,
  PAYMENT_ACCEPTED_V1,
  type PaymentAcceptedV1,
  upcastPaymentAcceptedV1,
} from '@decouple/contracts';
import type { MessageHandler } from '@decouple/messaging-core';
import { RecordSale, SalesFailureAnnouncer } from '@decouple/sales-domain';
import type { World } from '../world';
import { QueueService } from './queue-service';
import { remote } from './remote';
import type { Service } from './service';
import type { SimulatedProcess } from './simulated-process';

export class SalesWorker implements Service {
  private readonly delivery: QueueService;

  constructor(
    readonly process: SimulatedProcess,
    world: World,
  ) {
    const { clock } = process;
    const { sabotage, salesDatabase: database, salesEvents, troubles } = world;
    const ledger = remote(process, database.resource, database.ledger);
    const recordSale = new RecordSale(ledger, clock, () => this.delivery.nudgeRelay());
    const handler: MessageHandler<Message> = sabotage.handler(async (message) => {
      const payment = message as PaymentAcceptedV1;
      const { customerId } = payment.data;
      troubles.strikeBefore(customerId);
      const result = await recordSale.execute(upcastPaymentAcceptedV1(payment));
      troubles.strikeAfter(customerId);
      return result;
    });
    this.delivery = new QueueService(process, world, {
      queue: 'sales',
      database,
      announcer: new SalesFailureAnnouncer(clock),
      handlerFor: (type) => (type === PAYMENT_ACCEPTED_V1 ? handler : undefined),
      observer: { observe: (event) => salesEvents.push(event) },
    });
  }

  stop(): Promise<void> {
    return this.delivery.stop();
  }
}
