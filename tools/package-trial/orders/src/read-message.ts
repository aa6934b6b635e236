import { type ReadMessage, UnreadableMessageError } from '@decouple/messaging-core';
import { InvalidDocumentError, readDocument } from '@decouple/validation';
import { ORDER_CANCELLED, type OrderCancelled, readOrderCancelled } from './order-cancelled';
import { ORDER_PLACED, OrderPlaced } from './order-placed';

export type OrderMessage = OrderPlaced | OrderCancelled;

/** The types of messages that the queue carries. */
export const MESSAGE_TYPES = [ORDER_PLACED, ORDER_CANCELLED];

export const readMessage: ReadMessage<OrderMessage> = (body) => {
  const document = parse(body);
  if (document['type'] === ORDER_CANCELLED) return readOrderCancelled(document);
  if (document['type'] === ORDER_PLACED) return readOrderPlaced(document);
  throw new UnreadableMessageError('message-type-unknown', 'The message has an unknown type.');
};

function readOrderPlaced(document: object): OrderPlaced {
  try {
    return readDocument(OrderPlaced, document, { unknownProperties: 'ignore' });
  } catch (error) {
    if (!(error instanceof InvalidDocumentError)) throw error;
    throw new UnreadableMessageError('message-invalid', error.message, ORDER_PLACED);
  }
}

function parse(body: string): Readonly<Record<string, unknown>> {
  try {
    return { ...(JSON.parse(body) as object) };
  } catch {
    throw new UnreadableMessageError('message-unreadable', 'The message is not JSON.');
  }
}
