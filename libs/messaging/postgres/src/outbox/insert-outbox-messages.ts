import type { OutgoingMessage } from '@decouple/messaging-core';
import type { Transaction } from '../connection/transaction';
import { DelimitedColumns } from '../columns/delimited-columns';

/**
 * A statement that adds messages to the outbox, as a part of one that also stores what the messages tell of.
 *
 * For facts that have just become true: a message that is there already is an error. Asking first whether one is costs a
 * tenth of what storing a payment does.
 *
 * @param messages SQL after `from`; gives `message.queue`, `.source`, `.message_id`, `.type` and `.body`
 */
export function insertIntoOutboxFrom(messages: string): string {
  return `
    insert into outbox (queue, source, message_id, type, body)
    select message.queue, message.source, message.message_id, message.type, message.body
    from ${messages}
  `;
}

const MESSAGES = new DelimitedColumns<OutgoingMessage>({
  queue: { type: 'text', value: ({ queue }) => queue },
  source: { type: 'text', value: ({ source }) => source },
  message_id: { type: 'text', value: ({ id }) => id },
  type: { type: 'text', value: ({ type }) => type },
  body: { type: 'text', value: ({ body }) => body },
});

/**
 * A message that is there already (same `source` + `id`) is left alone. In the order of the key: two transactions that
 * tell the same facts again lock the rows in the same order, so neither can wait for the other in a circle.
 */
const INSERT_OUTBOX_MESSAGES = `
  ${insertIntoOutboxFrom(`(${MESSAGES.sql}) as message`)}
  order by message.source, message.message_id
  on conflict (source, message_id) do nothing
`;

/** Adds the messages to the outbox within the caller's transaction. The same message twice in one call is one message. */
export async function insertOutboxMessages(
  transaction: Transaction,
  messages: readonly OutgoingMessage[],
): Promise<void> {
  if (messages.length === 0) return;
  await transaction.query(INSERT_OUTBOX_MESSAGES, MESSAGES.parameters(messages));
}
