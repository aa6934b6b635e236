import type { Client, QueryResult } from 'pg';
import { translateStatementError } from '../errors/translate-error';
import type { Queryable } from './queryable';
import { isLostSession } from './session-state';
import { statementName } from './statement-name';

/** The text of pg's own `query_timeout` error, which `infrastructureCode` knows. */
const TIMED_OUT = 'Query read timeout';

/** One connection, for the time of one transaction or one statement. No other caller uses it meanwhile. */
export class Transaction implements Queryable {
  private broken = false;
  private lost = false;

  constructor(
    private readonly connection: Client,
    private readonly resource: string,
    private readonly answerTimeoutMilliseconds: number,
  ) {}

  /**
   * Runs one statement and returns its rows.
   *
   * A statement with parameters is prepared once per connection, and PostgreSQL may keep its plan for as long. The
   * connections of `createDataSource` never scan a table sequentially: give every statement an index, and see docs/performance-notes.md.
   *
   * @throws InfrastructureError
   * @throws StatementError
   */
  async query<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    try {
      const { rows } = await this.run(sql, parameters);
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

  /** Whether the rollback failed. The server rolls back when the connection ends. */
  get isBroken(): boolean {
    return this.broken;
  }

  /** Never rejects: the reason for rolling back matters more than a failure to do so. */
  async rollBack(): Promise<void> {
    try {
      await this.run('rollback', []);
    } catch {
      this.broken = true;
    }
  }

  /**
   * Passes a callback instead of using pg's promise and `query_timeout`. pg assigns those to `query.callback`, and V8
   * allocates such closures in the old generation: every row and parameter that they reach stays until a full collection.
   */
  private run(sql: string, parameters: readonly unknown[]): Promise<QueryResult> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(TIMED_OUT)), this.answerTimeoutMilliseconds);
      const name = parameters.length > 0 ? statementName(sql) : undefined;
      this.connection.query({ name, text: sql, values: parameters as unknown[] }, (error: Error | null, result) => {
        clearTimeout(timer);
        if (error === null) resolve(result);
        else reject(error);
      });
    });
  }
}
