import type { Envelope } from '../message/envelope';
import type { HandlerResult } from '../message/handler-result';

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
export type MessageHandler<M extends Envelope> = (message: M, context: DeliveryContext) => Promise<HandlerResult>;
