import { type Envelope, UnreadableMessageError } from '@decouple/messaging-core';

export const ORDER_CANCELLED = 'orders.order-cancelled.v1';

export interface OrderCancelled extends Envelope {
  readonly type: typeof ORDER_CANCELLED;
  readonly orderId: string;
}

export function readOrderCancelled(document: Readonly<Record<string, unknown>>): OrderCancelled {
  const { id, orderId, source } = document;
  if (typeof id !== 'string' || typeof source !== 'string' || typeof orderId !== 'string') {
    throw new UnreadableMessageError('message-invalid', 'id, source and orderId must be texts.', ORDER_CANCELLED);
  }
  return { id, source, type: ORDER_CANCELLED, orderId };
}
