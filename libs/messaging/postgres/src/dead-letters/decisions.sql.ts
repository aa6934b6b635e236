import type { DeadLetterDecision, DeadLetterRecord, DecisionResult, RecordedDecision } from '@decouple/messaging-core';
import type { Queryable } from '../connection/queryable';
import { storableText } from '../columns/storable-text';

const INSERT_DECISION = `
  insert into dead_letter_decisions (action, operator, reason, letters, skipped, decided)
  values ($1::text, $2::text, $3::text, $4::integer, $5::integer, $6::jsonb)
`;

interface NewDecision extends DecisionResult {
  readonly decision: DeadLetterDecision;
  readonly decided: readonly DeadLetterRecord[];
}

/** Writes the row of the audit within the caller's transaction. */
export async function insertDecision(
  transaction: Queryable,
  { decided, decision: { action, operator, reason }, letters, skipped }: NewDecision,
): Promise<void> {
  const named = decided.map(({ id, deadLetterId, queue, reasonCode, source, type }) => ({
    deadLetterId,
    queue,
    source,
    id,
    type,
    reasonCode,
  }));
  await transaction.query(INSERT_DECISION, [
    action,
    storableText(operator),
    storableText(reason),
    letters,
    skipped,
    JSON.stringify(named),
  ]);
}

const LIST_DECISIONS = `
  select
    decision_id as "decisionId", action, operator, reason, letters, skipped, decided, decided_at as "decidedAt"
  from dead_letter_decisions
  order by decision_id desc
  limit $1::integer
`;

export async function listDecisions(database: Queryable, limit: number): Promise<readonly RecordedDecision[]> {
  return database.query<RecordedDecision>(LIST_DECISIONS, [limit]);
}

/** Skips rows that another purge has locked. */
const DELETE_DECISIONS_OLDER_THAN = `
  delete from dead_letter_decisions
  where ctid = any (array(
    select ctid
    from dead_letter_decisions
    where decided_at < $1::timestamptz
    order by decided_at
    limit $2::integer
    for update skip locked
  ))
  returning 1
`;

export async function deleteDecisionsOlderThan(database: Queryable, moment: Date, limit: number): Promise<number> {
  return (await database.query(DELETE_DECISIONS_OLDER_THAN, [moment.toISOString(), limit])).length;
}
