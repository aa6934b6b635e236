import type { OutgoingMessage } from '@decouple/messaging-core';
import { DelimitedColumns } from '../columns/delimited-columns';

/** A message, and how long to wait before it is sent. */
export interface DelayedMessage extends OutgoingMessage {
  readonly delaySeconds?: number;
}

/** Runs statements in a transaction of the caller: a `Transaction`, TypeORM's `EntityManager`, or pg's client. */
export interface StatementRunner {
  query(sql: string, parameters: unknown[]): Promise<unknown>;
}

/**
 * A statement that adds messages to the outbox, to be part of one that also stores the fact that they announce.
 *
 * For facts that have just become true: a message that is already stored is an error, because looking for it would add
 * 10 % to the cost of storing an order.
 *
 * @param messages SQL after `from`, with the columns `queue`, `source`, `message_id`, `type`, `body` and `group_id` of
 * `message`; an empty `group_id` is none
 * @param dueAt SQL of a timestamp
 */
export function insertIntoOutboxFrom(messages: string, dueAt = 'now()'): string {
  return `
    insert into outbox (queue, source, message_id, type, body, group_id, due_at)
    select message.queue, message.source, message.message_id, message.type, message.body,
           nullif(message.group_id, ''), ${dueAt}
    from ${messages}
  `;
}

const MESSAGES = new DelimitedColumns<DelayedMessage>({
  queue: { type: 'text', value: ({ queue }) => queue },
  source: { type: 'text', value: ({ source }) => source },
  message_id: { type: 'text', value: ({ id }) => id },
  type: { type: 'text', value: ({ type }) => type },
  body: { type: 'text', value: ({ body }) => body },
  group_id: { type: 'text', value: ({ groupId }) => groupId },
  delay_seconds: { type: 'numeric', value: ({ delaySeconds = 0 }) => delaySeconds.toFixed(3) },
});

/**
 * A message that is already stored for the same queue is left alone. Rows are inserted in the order of the key, so that
 * two transactions that announce the same facts lock them in the same order and cannot deadlock.
 */
const INSERT_OUTBOX_MESSAGES = `
  ${insertIntoOutboxFrom(
    `(${MESSAGES.sql}) as message`,
    `now() + message.delay_seconds::double precision * interval '1 second'`,
  )}
  order by message.source, message.message_id, message.queue
  on conflict (source, message_id, queue) do nothing
`;

/** Adds the messages to the outbox within the caller's transaction. The same message twice in one call is one message. */
export async function insertOutboxMessages(
  transaction: StatementRunner,
  messages: readonly DelayedMessage[],
): Promise<void> {
  if (messages.length === 0) return;
  await transaction.query(INSERT_OUTBOX_MESSAGES, MESSAGES.parameters(messages));
}
