import type { Transaction } from '../connection/transaction';

/** Any number; every process that raises the sequence of one of our databases must use the same. */
const SEQUENCE_LOCK = 7_283_646_002;

const LOCK_SEQUENCE = 'select pg_advisory_xact_lock($1::bigint)';

/**
 * The lock keeps two transactions from raising the sequence at once: the later call could lower what the first has
 * raised. Numbers that others draw meanwhile are far below the clock, so they are not drawn again.
 */
const RAISE_SEQUENCE = `
  select setval('announcement_sequence', target.sequence)
  from (
    select
      (extract(epoch from clock_timestamp()) * 1000000)::bigint as sequence,
      nextval('announcement_sequence') as latest
  ) as target
  where target.sequence > target.latest
`;

/**
 * Raises the sequence to the microseconds since 1970, unless they are higher already. A setval is not undone
 * by a rollback, which is harmless here: the numbers only have to grow.
 */
export async function raiseSequence(transaction: Transaction): Promise<void> {
  await transaction.query(LOCK_SEQUENCE, [SEQUENCE_LOCK]);
  await transaction.query(RAISE_SEQUENCE);
}
