import type { OutboxEntry } from '@decouple/messaging-core';
import type { Transaction } from '../connection/transaction';

export interface ClaimedEntry {
  /** 64 bits: the driver gives it as text. */
  readonly entryId: string;
  readonly dueAt: Date;
  readonly entry: OutboxEntry;
}

/** What a claim found, and what it cost. */
export interface Claim {
  readonly entries: readonly ClaimedEntry[];
  /** When the claim began, by the database's clock. */
  readonly at: Date;
  /** Entries of the index that were read: the claimed ones, and those of rows that are deleted but not vacuumed yet. */
  readonly read: number;
  /** The number of the newest entry, committed or not. */
  readonly newestEntryId: number;
}

type ClaimRow = Omit<OutboxEntry, 'groupId'> & {
  readonly entryId: string;
  readonly dueAt: Date;
  readonly groupId: string | null;
};

interface MeasureRow {
  readonly entryId: null;
  readonly at: Date;
  /** Null when PostgreSQL collects no statistics. */
  readonly read: string | null;
  readonly newestEntryId: string | null;
}

/**
 * A statement that locks entries, and measures itself: PostgreSQL counts what a session reads of an index, so the counts
 * in the first and in the last row say what lies between. The parts of `union all` run one after the other.
 *
 * @param index the one that the claim reads
 * @param selection conditions and order; the parameters from `$2` on are its own
 */
export function claimStatement(index: string, selection: string): string {
  const measure = `
    select null::bigint as "entryId", null::timestamptz as "dueAt", null::text as queue, null::text as source,
           null::text as id, null::text as type, null::text as body, null::text as "groupId", null::integer as attempts,
           now() as at,
           pg_stat_get_xact_tuples_returned('${index}'::regclass) as read,
           pg_sequence_last_value(pg_get_serial_sequence('outbox', 'entry_id')::regclass) as "newestEntryId"
  `;
  // The lock is the claim: it ends with the transaction, however that ends.
  return `
    ${measure}
    union all
    select entry_id, due_at, queue, source, message_id, type, body, group_id, attempts, null, null, null
    from (
      select entry_id, due_at, queue, source, message_id, type, body, group_id, attempts
      from outbox
      ${selection}
      limit $1::integer
      for update skip locked
    ) as claimed
    union all
    ${measure}
  `;
}

export async function runClaim(
  transaction: Transaction,
  statement: string,
  parameters: readonly unknown[],
): Promise<Claim> {
  const rows = await transaction.query<ClaimRow | MeasureRow>(statement, parameters);
  const [before, after] = rows.filter(isMeasure);
  if (before === undefined || after === undefined) throw new Error('The claim was not measured.');
  return {
    entries: rows.filter(isClaimed).map(({ dueAt, entryId, queue, source, id, type, body, groupId, attempts }) => ({
      entryId,
      dueAt,
      // A widened column is 64 bits, which the driver gives as text.
      entry: { queue, source, id, type, body, groupId: groupId ?? undefined, attempts: Number(attempts) },
    })),
    at: after.at,
    read: Number(after.read) - Number(before.read),
    newestEntryId: Number(after.newestEntryId),
  };
}

function isMeasure(row: ClaimRow | MeasureRow): row is MeasureRow {
  return row.entryId === null;
}

function isClaimed(row: ClaimRow | MeasureRow): row is ClaimRow {
  return row.entryId !== null;
}
