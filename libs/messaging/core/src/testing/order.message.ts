import { type Envelope, type ReadMessage, UnreadableMessageError } from '../message/envelope';

/** A message of an invented domain, for specs of code that is generic in the message. */
export interface OrderPlaced extends Envelope {
  readonly orderId: string;
}

export const ORDER_PLACED = 'orders.order-placed.v1';

export function anOrderPlaced(facts: Partial<OrderPlaced> = {}): OrderPlaced {
  return { id: 'm1', source: '/test', type: ORDER_PLACED, orderId: 'order-1', ...facts };
}

/** The reader of that domain. */
export const readOrder: ReadMessage<OrderPlaced> = (body) => {
  const { id, orderId, source, traceparent, type } = objectOf(body);
  if (type !== ORDER_PLACED) {
    const messageType = typeof type === 'string' ? type : undefined;
    throw new UnreadableMessageError('message-type-unknown', 'The message type is unknown.', messageType);
  }
  if (typeof id !== 'string' || typeof source !== 'string' || typeof orderId !== 'string') {
    throw new UnreadableMessageError('message-invalid', 'The message is not valid.', type);
  }
  return { id, source, type, orderId, ...(typeof traceparent === 'string' ? { traceparent } : {}) };
};

function objectOf(body: string): Record<string, unknown> {
  try {
    const document: unknown = JSON.parse(body);
    if (typeof document === 'object' && document !== null && !Array.isArray(document)) return { ...document };
  } catch {
    // Not JSON, which is what is reported below.
  }
  throw new UnreadableMessageError('message-unreadable', 'The message is not a JSON object.');
}
