import type { Transaction } from '../connection/transaction';
import { storableText } from '../columns/storable-text';

/** Counted from the clock, not from the beginning of the transaction: publishing has taken its time since. */
const RESCHEDULE_OUTBOX_ENTRIES = `
  update outbox
  set attempts = outbox.attempts + 1,
      last_error = failed.reason,
      due_at = clock_timestamp() + failed.delay_milliseconds * interval '1 millisecond'
  from unnest($1::bigint[], $2::double precision[], $3::text[]) as failed (entry_id, delay_milliseconds, reason)
  where outbox.entry_id = failed.entry_id
`;

/** A broker's reason may quote a whole answer. */
const MAX_REASON_CHARACTERS = 1_000;

export interface FailedEntry {
  readonly entryId: string;
  readonly delayMilliseconds: number;
  readonly reason: string;
}

export async function rescheduleOutboxEntries(
  transaction: Transaction,
  entries: readonly FailedEntry[],
): Promise<void> {
  if (entries.length === 0) return;
  await transaction.query(RESCHEDULE_OUTBOX_ENTRIES, [
    entries.map(({ entryId }) => entryId),
    entries.map(({ delayMilliseconds }) => delayMilliseconds),
    entries.map(({ reason }) => storableText(reason.slice(0, MAX_REASON_CHARACTERS))),
  ]);
}
