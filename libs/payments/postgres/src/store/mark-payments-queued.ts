import { PAYMENT_ACCEPTED_V1 } from '@decouple/contracts';
import type { OutgoingMessage } from '@decouple/messaging-core';
import { CUSTOMER_SOURCE } from '@decouple/payments-domain';
import type { EntityManager } from 'typeorm';

/**
 * The rule of `markQueued`, for all payments of a batch at once: only an accepted payment becomes queued, and its
 * version grows. Locked in the order of the id, as everybody locks payments.
 *
 * The rule is applied to what was locked, not while looking for it: there it would fit the index of payments that are
 * not final, and without fresh statistics the planner would go through all of them for each batch.
 */
const MARK_PAYMENTS_QUEUED = `
  with locked as (
    select id, outcome, queued_at
    from payments
    where id = any($1::uuid[])
    order by id
    for update
  )
  update payments
  set queued_at = $2::timestamptz, version = payments.version + 1
  from locked
  where payments.id = locked.id and locked.outcome is null and locked.queued_at is null
`;

/** Notes that the messages are on the queue. To be run in the transaction that removes them from the outbox. */
export async function markPaymentsQueued(
  manager: EntityManager,
  messages: readonly OutgoingMessage[],
  at: Date,
): Promise<void> {
  const ids = messages
    .filter(({ source, type }) => source === CUSTOMER_SOURCE && type === PAYMENT_ACCEPTED_V1)
    .map(({ id }) => id);
  if (ids.length > 0) await manager.query(MARK_PAYMENTS_QUEUED, [ids, at.toISOString()]);
}
