import { REFUSED_BY_BROKER } from '@decouple/messaging-core';
import type { Transaction } from '@decouple/messaging-postgres';

/**
 * The rule of `markQueued`, for all payments of a batch at once: an accepted payment becomes queued, and its version
 * grows. Locked in the order of the id, like every transaction that locks payments. Those that were parked because their message had
 * been refused are left, and returned: they are few, and have a timeline to write.
 *
 * The rule is applied to what was locked, not while looking for it: there it would fit the index of payments that are
 * not final, and without fresh statistics the planner would go through all of them for each batch.
 */
const MARK_PAYMENTS_QUEUED = `
  with locked as (
    select id, outcome, queued_at, reason_code, accepted_at
    from payments
    where id = any($1::uuid[])
    order by id
    for update
  ),
  marked as (
    update payments
    set queued_at = greatest($2::timestamptz, locked.accepted_at), version = payments.version + 1
    from locked
    where payments.id = locked.id and locked.outcome is null and locked.queued_at is null
  )
  select id from locked where outcome = 'parked' and reason_code = $3::text
`;

/** @returns ids of the payments that were parked because their message had been refused; they are locked, not changed */
export async function markPaymentsQueued(
  transaction: Transaction,
  ids: readonly string[],
  at: Date,
): Promise<readonly string[]> {
  if (ids.length === 0) return [];
  const parameters = [ids, at.toISOString(), REFUSED_BY_BROKER];
  const rows = await transaction.query<{ id: string }>(MARK_PAYMENTS_QUEUED, parameters);
  return rows.map(({ id }) => id);
}
