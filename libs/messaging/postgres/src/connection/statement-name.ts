import { createHash } from 'node:crypto';

/** Bounds the statements that each connection keeps prepared, also when a caller builds new texts all the time. */
const MAX_STATEMENTS = 256;

/** Long enough that two texts never share a name. */
const NAME_BYTES = 16;

const names = new Map<string, string>();

/**
 * The name under which every connection prepares a statement; undefined when it must stay unnamed.
 *
 * Derived from the text, so that a name means the same statement in every process and version: behind a pooler, a client
 * may meet a statement that another client has prepared.
 */
export function statementName(sql: string): string | undefined {
  const known = names.get(sql);
  if (known !== undefined || names.size >= MAX_STATEMENTS) return known;
  const digest = createHash('sha256').update(sql).digest().subarray(0, NAME_BYTES);
  const name = `decouple_${digest.toString('hex')}`;
  names.set(sql, name);
  return name;
}
