import type { Transaction } from '../connection/transaction';

/**
 * They grow however many processes draw them, and are never drawn twice; what is drawn in vain leaves a gap.
 *
 * `behind`: how far the first number is behind the clock, in microseconds.
 */
const NEXT_SEQUENCES = `
  select drawn.sequence, extract(epoch from clock_timestamp()) * 1000000 - drawn.sequence as behind
  from (
    select nextval('announcement_sequence') as sequence
    from generate_series(1, $1::integer)
  ) as drawn
`;

/** A restore from a backup takes longer than this, so a restored sequence is always found to be behind. */
const TOLERATED_LAG_MICROSECONDS = 1_000_000;

interface Drawn {
  readonly sequence: string | bigint;
  readonly behind: string | number;
}

/**
 * Draws numbers that order announcements about one message.
 *
 * To be called while the caller's transaction holds the row that everybody who announces something of that message must
 * lock: only then is the order of the numbers the order of the facts.
 *
 * A database that was restored from a backup continues with numbers that were used before, and the receiver would ignore
 * them as old. So the sequence is kept at the number of microseconds since 1970: when it is behind, it is raised first.
 * It is never lowered, so a clock that steps back changes nothing.
 *
 * Not promised: higher numbers after a restore to a server whose clock is further behind than the time since the last
 * announcement.
 *
 * @throws RangeError when the numbers have become larger than a message can carry
 */
export async function nextSequences(transaction: Transaction, count: number): Promise<readonly number[]> {
  if (count === 0) return [];
  let drawn = await draw(transaction, count);
  if (drawn.some(({ behind }) => Number(behind) > TOLERATED_LAG_MICROSECONDS)) {
    await raiseSequence(transaction);
    drawn = await draw(transaction, count);
  }
  return drawn.map(({ sequence }) => {
    const number = Number(sequence);
    if (!Number.isSafeInteger(number)) throw new RangeError(`The sequence ${sequence} is too large for a message.`);
    return number;
  });
}

function draw(transaction: Transaction, count: number): Promise<Drawn[]> {
  return transaction.query<Drawn>(NEXT_SEQUENCES, [count]);
}

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
async function raiseSequence(transaction: Transaction): Promise<void> {
  await transaction.query(LOCK_SEQUENCE, [SEQUENCE_LOCK]);
  await transaction.query(RAISE_SEQUENCE);
}
