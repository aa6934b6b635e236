import { InfrastructureError } from '@decouple/messaging-core';
import type { PoolClient } from 'pg';
import type { DataSource } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import { translateConnectError } from '../errors/translate-error';
import { Session } from './session';

/** Deadlock and serialization failure: the transaction was undone so that another could go on. */
const CONFLICT_CODES = new Set(['40001', '40P01']);

/** Tries in all. A victim finds its opponent's locks released, so losing again and again takes ever new opponents. */
const CONFLICT_ATTEMPTS = 5;

/**
 * Codes after which the connection must not be used again: it leads to a standby (25006), the server is closing it
 * (08, 25P03, 57P0), or an answer to the last statement may still arrive on it.
 */
const UNUSABLE_AFTER = /^(?:08|25006|25P03|57P0|QUERY_TIMEOUT)/;

const BEGIN = 'begin';
const COMMIT = 'commit';
const ROLLBACK = 'rollback';

/**
 * One database as the adapters see it: statements and transactions, with errors that say what they mean.
 *
 * On the connections of TypeORM's pool, but without its query runners: each of them is kept in the old generation until a
 * full collection, with all that it has made for its transaction (see `ForgettingClient` for the reason).
 */
export class Database {
  constructor(
    private readonly dataSource: DataSource,
    /** What is unavailable when it is unavailable: `sales database`. */
    readonly resource: string,
  ) {}

  /**
   * Runs one statement in a transaction of its own and returns its rows. For statements that end in `select` or
   * `returning`.
   *
   * @throws InfrastructureError
   * @throws StatementError
   */
  query<Row>(sql: string, parameters: readonly unknown[]): Promise<Row[]> {
    return this.retryingConflicts(() => this.connected((session) => session.query<Row>(sql, parameters)));
  }

  /**
   * Runs `work` in one transaction, and again from the start when it lost against another transaction. What `work`
   * throws rolls it back and passes.
   *
   * @throws InfrastructureError
   * @throws StatementError
   */
  transaction<T>(work: (session: Session) => Promise<T>): Promise<T> {
    return this.retryingConflicts(() => this.transactionOnce(work));
  }

  /** Like `transaction`, for work that must not be repeated. */
  transactionOnce<T>(work: (session: Session) => Promise<T>): Promise<T> {
    return this.connected(async (session, connection) => {
      await session.query(BEGIN);
      try {
        const result = await work(session);
        await session.query(COMMIT);
        return result;
      } catch (error) {
        await rollBack(session, connection);
        throw error;
      }
    });
  }

  private async connected<T>(work: (session: Session, connection: PoolClient) => Promise<T>): Promise<T> {
    const [connection, release] = await this.connect();
    // A connection that breaks says so itself, too. Its next statement fails, and the pool does not take it back.
    connection.on('error', ignore);
    try {
      return await work(new Session(connection, this.resource), connection);
    } catch (error) {
      if (error instanceof InfrastructureError && UNUSABLE_AFTER.test(error.code)) await connection.end();
      throw error;
    } finally {
      connection.off('error', ignore);
      release();
    }
  }

  private async connect(): Promise<readonly [PoolClient, () => void]> {
    try {
      const driver = this.dataSource.driver as PostgresDriver;
      return (await driver.obtainMasterConnection()) as [PoolClient, () => void];
    } catch (error) {
      throw translateConnectError(this.resource, error);
    }
  }

  private async retryingConflicts<T>(run: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await run();
      } catch (error) {
        const conflict = error instanceof InfrastructureError && CONFLICT_CODES.has(error.code);
        if (!conflict || attempt === CONFLICT_ATTEMPTS) throw error;
      }
    }
  }
}

async function rollBack(session: Session, connection: PoolClient): Promise<void> {
  try {
    await session.query(ROLLBACK);
  } catch {
    // The reason for rolling back matters more than this: the server undoes the transaction when the connection ends.
    await connection.end();
  }
}

function ignore(): void {
  // Whoever uses the connection meets the error.
}
