import type { OutgoingMessage } from '../message/outgoing-message';

let sequence = 0;

/** A message of its own identity each time; ids ascend. */
export function anOutgoingMessage(facts: Partial<OutgoingMessage> = {}): OutgoingMessage {
  sequence += 1;
  const id = `message-${String(sequence).padStart(6, '0')}`;
  return {
    queue: 'orders',
    source: 'urn:test',
    id,
    type: 'test.happened.v1',
    body: JSON.stringify({ id, text: 'Zoë “O’Brien” 保険料 🧾 \\ {"a","b"} NULL' }),
    ...facts,
  };
}
