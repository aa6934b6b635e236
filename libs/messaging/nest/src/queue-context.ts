import type { DeliveryContext, Envelope } from '@decouple/messaging-core';
import { BaseRpcContext } from '@nestjs/microservices';

/** What a handler may know about the delivery of its message: `@Ctx() context: QueueContext`. */
export class QueueContext<M extends Envelope = Envelope> extends BaseRpcContext<[M, DeliveryContext]> {
  constructor(message: M, delivery: DeliveryContext) {
    super([message, delivery]);
  }

  /** The whole message with its envelope; the payload, unless a pipe changed that. */
  get message(): M {
    return this.args[0];
  }

  /** Logical name of the queue. */
  get queue(): string {
    return this.args[1].queue;
  }

  /** How often the broker has handed the message over. Not a count of failures. */
  get receiveCount(): number {
    return this.args[1].receiveCount;
  }

  /** Aborted when a shutdown has waited long enough; work that has not committed should give up. */
  get signal(): AbortSignal {
    return this.args[1].signal;
  }
}
