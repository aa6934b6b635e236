import type { OutgoingMessage } from '../message/outgoing-message';
import type { DeadLetter } from './dead-letter-store.port';

/** What stands for the type of a message that could not be read. No handler has it, and none needs to. */
export const UNREADABLE_TYPE = 'unreadable';

/** The message of a letter as it was sent before: same identity, same body, same queue. */
export function redrivenMessage({ body, id, queue, source, type }: DeadLetter): OutgoingMessage {
  return { queue, source, id, type: type ?? UNREADABLE_TYPE, body };
}
