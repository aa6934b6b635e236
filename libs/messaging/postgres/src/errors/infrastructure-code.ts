import { types } from 'node:util';

/** Node's codes for a network that does not get there. */
const NETWORK_CODES = new Set([
  'EAI_AGAIN',
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTDOWN',
  'EHOSTUNREACH',
  'ENETDOWN',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
]);

/** TLS that cannot be set up: a matter of the deployment, never of a message. */
export const TLS_CODE = /^(?:ERR_TLS_|ERR_SSL_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/;

/** What the driver says without a code. */
const DRIVER_MESSAGES: readonly (readonly [RegExp, string])[] = [
  [/^Connection terminated/, 'CONNECTION_TERMINATED'],
  [/^Client has encountered a connection error/, 'CONNECTION_TERMINATED'],
  [/^Client was closed and is not queryable/, 'CONNECTION_TERMINATED'],
  [/^timeout e(?:xceeded|xpired) when trying to connect/i, 'POOL_TIMEOUT'],
  [/^Query read timeout/, 'QUERY_TIMEOUT'],
  [/^Cannot use a pool after calling end/, 'POOL_CLOSED'],
  [/^Driver not Connected/i, 'NOT_CONNECTED'],
];

/**
 * SQLSTATEs that say nothing about the statement. Decided, beyond the obvious:
 * - 28, 3D: log-in refused. It happens while connecting (a rotated password, an expired token, a fail-over), so no
 *   message can be the reason.
 * - 40001, 40003, 40P01, 55P03, 57014: lost against others, or out of time. The same statement works when they are done.
 * - 25006: a fail-over left this connection on what is now a read-only standby. 25P03: this process was too slow.
 * - 26000, 42P05: the session no longer has, or has already, the prepared statement: a pooler, or `deallocate all`.
 */
const SQL_STATE = /^(?:08...|25006|25P03|26000|28...|3D000|40001|40003|40P01|42P05|53...|55P03|57014|57P0.|58...)$/;
const NOT_ACCEPTING_CONNECTIONS = { sqlState: '55000', message: /not (?:currently )?accepting connections/ };

/**
 * A prepared statement whose columns have changed their type, because a table was altered. 0A000 also stands for what
 * PostgreSQL cannot do; the name of the server's function, unlike its message, is the same in every language.
 */
const PLAN_CHANGED = { sqlState: '0A000', routine: 'RevalidateCachedQuery' };

/** The code under which a driver's error is an outage of the database; undefined when it is anything else. */
export function infrastructureCode(error: unknown): string | undefined {
  if (!types.isNativeError(error)) return undefined;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  if (code === undefined) return DRIVER_MESSAGES.find(([pattern]) => pattern.test(error.message))?.[1];
  if (NETWORK_CODES.has(code) || TLS_CODE.test(code) || SQL_STATE.test(code)) return code;
  if (code === PLAN_CHANGED.sqlState) {
    return 'routine' in error && error.routine === PLAN_CHANGED.routine ? code : undefined;
  }
  const { sqlState, message } = NOT_ACCEPTING_CONNECTIONS;
  return code === sqlState && message.test(error.message) ? code : undefined;
}
