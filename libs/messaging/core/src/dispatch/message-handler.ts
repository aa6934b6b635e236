import type { Message } from '@decouple/contracts';

/**
 * `duplicate`: the effect was there already, so nothing was done again. `ignored`: the message is meant for another
 * reader. All of them settle the message.
 */
export type HandlerResult = 'done' | 'duplicate' | 'ignored';

export interface DeliveryContext {
  /** Logical name of the queue. */
  readonly queue: string;
  readonly receiveCount: number;
  /** Aborted when a shutdown has waited long enough; work that has not committed should give up. */
  readonly signal: AbortSignal;
}

/**
 * Handles one message. Resolves only when the effect is durable. Rejects with `PermanentError` when no retry can help,
 * with `InfrastructureError` when the world is broken, with anything else when this message failed this time.
 */
export type MessageHandler = (message: Message, context: DeliveryContext) => Promise<HandlerResult>;
