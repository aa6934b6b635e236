import type { PoolClient } from 'pg';
import { translateStatementError } from '../errors/translate-error';
import { isLostSession } from './session-state';

/** What the statements of one transaction run on: a connection that no other caller uses meanwhile. */
export class Session {
  private broken = false;
  private lost = false;

  constructor(
    private readonly connection: PoolClient,
    private readonly resource: string,
  ) {}

  /**
   * Runs one statement and returns its rows.
   *
   * @throws InfrastructureError
   * @throws StatementError
   */
  async query<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    try {
      const { rows } = await this.connection.query<object>(sql, [...parameters]);
      return rows as Row[];
    } catch (error) {
      const translated = translateStatementError(this.resource, error);
      this.lost ||= isLostSession(translated);
      throw translated;
    }
  }

  /** Whether a statement failed because the session is stale or has ended. */
  get isLost(): boolean {
    return this.lost;
  }

  /** Whether the transaction could not be rolled back. The server does it when the connection ends. */
  get isBroken(): boolean {
    return this.broken;
  }

  /** Never rejects: the reason for rolling back matters more than a failure to do so. */
  async rollBack(): Promise<void> {
    try {
      await this.connection.query('rollback');
    } catch {
      this.broken = true;
    }
  }
}
