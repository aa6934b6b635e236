import { createHash } from 'node:crypto';
import { ForgettingClient, type Query } from './forgetting-client';

/** Statements that a process prepares. There are a few dozen; whoever built their text anew each time must not fill the server. */
const MOST_STATEMENTS = 256;

/**
 * A connection that prepares each statement with parameters once, by its text, and later only binds and runs it: the
 * server parses and plans what runs all day once a connection, which halves its share of a group of payments.
 */
export class PreparingClient extends ForgettingClient {
  constructor(...settings: ConstructorParameters<typeof ForgettingClient>) {
    super(...settings);
    const query = this.query.bind(this) as Query;
    const preparing: Query = (text, values, answered) => {
      const name = typeof text === 'string' && Array.isArray(values) && values.length > 0 ? nameOf(text) : undefined;
      return name === undefined
        ? query(text, values, answered)
        : query({ name, text: text as string, values: values as unknown[] }, undefined, answered);
    };
    this.query = preparing as typeof this.query;
  }
}

/** One name per text for all connections of the process. */
const names = new Map<string, string>();

/** Long enough that two texts never get the same name. */
const NAME_BYTES = 16;

/**
 * Made from the text, so that the same name stands for the same statement in every process and every version: behind a
 * pooler, clients may meet what others have prepared.
 */
function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= MOST_STATEMENTS) return known;
  const digest = createHash('sha256').update(text).digest().subarray(0, NAME_BYTES);
  const name = `decouple_${digest.toString('hex')}`;
  names.set(text, name);
  return name;
}
