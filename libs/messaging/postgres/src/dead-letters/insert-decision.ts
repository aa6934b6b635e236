import type { DeadLetterDecision, DecisionResult, DeadLetterRecord } from '@decouple/messaging-core';
import type { Transaction } from '../connection/transaction';
import { storableText } from '../text/storable-text';

const INSERT_DECISION = `
  insert into dead_letter_decisions (action, operator, reason, letters, skipped, decided)
  values ($1::text, $2::text, $3::text, $4::integer, $5::integer, $6::jsonb)
`;

export interface NewDecision extends DecisionResult {
  readonly decision: DeadLetterDecision;
  readonly decided: readonly DeadLetterRecord[];
}

/** Writes the row of the audit within the caller's transaction. */
export async function insertDecision(
  transaction: Transaction,
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
