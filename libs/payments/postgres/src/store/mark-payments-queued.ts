import { PAYMENT_ACCEPTED_V1 } from '@decouple/contracts';
import type { OutgoingMessage } from '@decouple/messaging-core';
import { CUSTOMER_SOURCE } from '@decouple/payments-domain';
import type { EntityManager } from 'typeorm';

/**
 * The rule of `markQueued`, for all payments of a batch at once and without reading them: only an accepted payment
 * becomes queued, and its version grows. Locked in the order of the id, as everybody locks payments.
 */
const MARK_PAYMENTS_QUEUED = `
  with accepted as (
    select id
    from payments
    where id = any($1::uuid[]) and outcome is null and queued_at is null
    order by id
    for update
  )
  update payments
  set queued_at = $2::timestamptz, version = payments.version + 1
  from accepted
  where payments.id = accepted.id
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
