import type { Session } from '../connection/session';

/**
 * From the numbers of the outbox: announcements go there, and a number of its own for each is all that is needed. They
 * grow however many processes draw them, and are never drawn twice; what is drawn in vain leaves a gap.
 */
const NEXT_SEQUENCES = `
  select nextval(pg_get_serial_sequence('outbox', 'entry_id')) as sequence
  from generate_series(1, $1::integer)
`;

/**
 * Draws numbers that order announcements about one message.
 *
 * To be called while the caller's transaction holds the row that everybody who announces something of that message must
 * lock: only then is the order of the numbers the order of the facts.
 *
 * @throws RangeError when the numbers have become larger than a message can carry
 */
export async function nextSequences(session: Session, count: number): Promise<readonly number[]> {
  if (count === 0) return [];
  const rows = await session.query<{ sequence: string | bigint }>(NEXT_SEQUENCES, [count]);
  return rows.map(({ sequence }) => {
    const number = Number(sequence);
    if (!Number.isSafeInteger(number)) throw new RangeError(`The sequence ${sequence} is too large for a message.`);
    return number;
  });
}
