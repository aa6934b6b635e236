import type { OutgoingMessage } from '@decouple/messaging-core';
import type { EntityManager } from 'typeorm';

/**
 * A statement that adds messages to the outbox: alone, or as a part of one that also stores what the messages tell of.
 * A message that is there already (same `source` + `id`) is left alone.
 *
 * In the order of the key: two transactions that tell the same facts again lock the rows in the same order, so neither
 * can wait for the other in a circle.
 *
 * @param messages SQL after `from`; gives `message.queue`, `.source`, `.message_id`, `.type` and `.body`
 */
export function insertIntoOutboxFrom(messages: string): string {
  return `
    insert into outbox (queue, source, message_id, type, body)
    select message.queue, message.source, message.message_id, message.type, message.body
    from ${messages}
    order by message.source, message.message_id
    on conflict (source, message_id) do nothing
  `;
}

/** JSON, because Node writes it in half the time that the literal of an array takes. */
const INSERT_OUTBOX_MESSAGES = insertIntoOutboxFrom(`
  json_to_recordset($1::json) as message (queue text, source text, message_id text, type text, body text)
`);

/** Adds the messages to the outbox within the caller's transaction. The same message twice in one call is one message. */
export async function insertOutboxMessages(
  manager: EntityManager,
  messages: readonly OutgoingMessage[],
): Promise<void> {
  if (messages.length === 0) return;
  const rows = messages.map(({ body, id, queue, source, type }) => ({ queue, source, message_id: id, type, body }));
  await manager.query(INSERT_OUTBOX_MESSAGES, [JSON.stringify(rows)]);
}
