import type { PoolClient } from 'pg';
import { translateStatementError } from '../errors/translate-error';

/** A connection in somebody's hands: what the statements of one transaction run on. */
export class Session {
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
      throw translateStatementError(this.resource, error);
    }
  }
}
