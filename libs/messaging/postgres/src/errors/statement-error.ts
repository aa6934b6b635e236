/**
 * A statement that the database refused. It carries neither the statement's parameters nor the row, and not the
 * driver's error as its cause, which has both: they hold tokens and personal data, and errors are logged.
 */
export class StatementError extends Error {
  override readonly name = 'StatementError';

  constructor(
    message: string,
    /** Five characters, https://www.postgresql.org/docs/current/errcodes-appendix.html; undefined for a driver's error. */
    readonly sqlState: string | undefined,
    /** Name of the constraint that refused it. */
    readonly constraint: string | undefined,
  ) {
    super(message);
  }
}
