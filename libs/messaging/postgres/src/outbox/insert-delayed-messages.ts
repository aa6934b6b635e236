import type { OutgoingMessage } from '@decouple/messaging-core';
import type { Transaction } from '../connection/transaction';
import { DelimitedColumns } from '../columns/delimited-columns';

export interface DelayedMessage {
  readonly message: OutgoingMessage;
  readonly delaySeconds: number;
}

const MESSAGES = new DelimitedColumns<DelayedMessage>({
  queue: { type: 'text', value: ({ message }) => message.queue },
  source: { type: 'text', value: ({ message }) => message.source },
  message_id: { type: 'text', value: ({ message }) => message.id },
  type: { type: 'text', value: ({ message }) => message.type },
  body: { type: 'text', value: ({ message }) => message.body },
  delay_seconds: { type: 'numeric', value: ({ delaySeconds }) => delaySeconds.toFixed(3) },
});

/** In the order of the key, as every insert into the outbox; a message that is there already is left alone. */
const INSERT_DELAYED_MESSAGES = `
  insert into outbox (queue, source, message_id, type, body, due_at)
  select message.queue, message.source, message.message_id, message.type, message.body,
         now() + message.delay_seconds::double precision * interval '1 second'
  from (${MESSAGES.sql}) as message
  order by message.source, message.message_id
  on conflict (source, message_id) do nothing
`;

/** Adds messages to the outbox that are due later, within the caller's transaction. */
export async function insertDelayedMessages(
  transaction: Transaction,
  messages: readonly DelayedMessage[],
): Promise<void> {
  if (messages.length === 0) return;
  await transaction.query(INSERT_DELAYED_MESSAGES, MESSAGES.parameters(messages));
}
