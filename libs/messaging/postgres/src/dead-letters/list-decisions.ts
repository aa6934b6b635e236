import type { RecordedDecision } from '@decouple/messaging-core';
import type { Database } from '../connection/database';

const LIST_DECISIONS = `
  select
    decision_id as "decisionId", action, operator, reason, letters, skipped, decided, decided_at as "decidedAt"
  from dead_letter_decisions
  order by decision_id desc
  limit $1::integer
`;

export async function listDecisions(database: Database, limit: number): Promise<readonly RecordedDecision[]> {
  return database.query<RecordedDecision>(LIST_DECISIONS, [limit]);
}
