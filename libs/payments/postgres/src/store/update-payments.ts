import type { Payment, PaymentState, TimelineEntry } from '@decouple/payments-domain';
import type { Transaction } from '@decouple/messaging-postgres';

const UPDATE_PAYMENTS = `
  update payments
  set queued_at = changed.queued_at,
      outcome = changed.outcome,
      outcome_at = changed.outcome_at,
      outcome_sequence = changed.outcome_sequence,
      reason_code = changed.reason_code,
      reason_detail = changed.reason_detail,
      attempt = changed.attempt,
      next_attempt_at = changed.next_attempt_at,
      timeline = changed.timeline::jsonb,
      version = changed.version
  from unnest(
    $1::uuid[], $2::timestamptz[], $3::text[], $4::timestamptz[], $5::text[], $6::text[], $7::integer[],
    $8::timestamptz[], $9::text[], $10::integer[], $11::bigint[]
  ) as changed (
    id, queued_at, outcome, outcome_at, reason_code, reason_detail, attempt, next_attempt_at, timeline, version,
    outcome_sequence
  )
  where payments.id = changed.id
`;

/** Writes what can change of payments that the transaction has locked. */
export async function updatePayments(transaction: Transaction, payments: readonly Payment[]): Promise<void> {
  if (payments.length === 0) return;
  await transaction.query(UPDATE_PAYMENTS, [
    payments.map(({ id }) => id),
    payments.map(({ timeline }) => timeline.findLast(({ status }) => status === 'queued')?.at.toISOString()),
    payments.map(({ state }) => outcomeOf(state)),
    payments.map(({ outcomeAt }) => outcomeAt?.toISOString()),
    payments.map(({ state }) => ('reason' in state ? state.reason.code : undefined)),
    payments.map(({ state }) => ('reason' in state ? state.reason.detail : undefined)),
    payments.map(({ state }) => attemptOf(state)),
    payments.map(({ state }) => (state.status === 'delayed' ? state.nextAttemptAt.toISOString() : undefined)),
    payments.map(timelineOf),
    payments.map(({ version }) => version),
    payments.map(({ outcomeSequence }) => outcomeSequence),
  ]);
}

function outcomeOf({ status }: PaymentState): string | undefined {
  return status === 'accepted' || status === 'queued' ? undefined : status;
}

function attemptOf(state: PaymentState): number | undefined {
  if (state.status === 'delayed') return state.attempt;
  return state.status === 'parked' ? state.attempts : undefined;
}

/** Null while the other columns contain the same: see `timelineUntilOutcome`. */
function timelineOf({ timeline, outcomeAt }: Payment): string | undefined {
  return outcomeAt === undefined ? undefined : JSON.stringify(timeline satisfies readonly TimelineEntry[]);
}
