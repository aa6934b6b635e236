import { InfrastructureError } from '@decouple/messaging-core';

/**
 * The server refused the statement because of what it, or a pooler, no longer knows of the session. Nothing was done, and
 * a new session can do it:
 * - 0A000: a prepared statement whose columns have changed their type (only this case of 0A000, see `infrastructureCode`)
 * - 08P01: a bind message that does not fit the statement; also how poolers report a session that they have lost
 * - 25006: the connection leads to a standby, because the server failed over
 * - 26000: the prepared statement is gone: `deallocate all`, `discard all`, or another server behind a pooler
 * - 42P05: the statement is prepared already, by another client of a pooler
 *
 * Not here: 25P02 (an error of this transaction was ignored) and 42P01, 42703 (the schema does not fit this version): a new
 * session would meet the same.
 */
const STALE = new Set(['0A000', '08P01', '25006', '26000', '42P05']);

/**
 * The session has ended: the administrator, a crash, an idle timeout (57P), or the network. A transaction that had not
 * reached its commit is undone.
 */
const ENDED = /^(?:08(?!P01)|57P0[125]$|CONNECTION_TERMINATED$|ECONNRESET$|EPIPE$)/;

/** An answer to the last statement may still arrive (QUERY_TIMEOUT), or the server has closed the session (25P03, 57P0). */
const UNUSABLE = /^(?:25P03|57P0|QUERY_TIMEOUT)/;

/** Whether the statement was refused for the state of its session alone: nothing was done, and a new session can do it. */
export function isStaleSession(error: unknown): boolean {
  return error instanceof InfrastructureError && STALE.has(error.code);
}

/** Whether the session is stale or has ended. A statement on its own, or a commit, may have been done all the same. */
export function isLostSession(error: unknown): boolean {
  return isStaleSession(error) || (error instanceof InfrastructureError && ENDED.test(error.code));
}

/** Whether the connection must not be used again. */
export function isUnusableAfter(error: unknown): boolean {
  return isLostSession(error) || (error instanceof InfrastructureError && UNUSABLE.test(error.code));
}
