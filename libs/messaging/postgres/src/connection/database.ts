import { InfrastructureError } from '@decouple/messaging-core';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import { translateConnectError, translateStatementError } from '../errors/translate-error';

/** Deadlock and serialization failure: the transaction was undone so that another could go on. */
const CONFLICT_CODES = new Set(['40001', '40P01']);

/** Tries in all. A victim finds its opponent's locks released, so losing again and again takes ever new opponents. */
const CONFLICT_ATTEMPTS = 5;

/**
 * Codes after which the connection must not be used again: it leads to a standby (25006), the server is closing it
 * (08, 25P03, 57P0), or an answer to the last statement may still arrive on it.
 */
const UNUSABLE_AFTER = /^(?:08|25006|25P03|57P0|QUERY_TIMEOUT)/;

/** What we need of the driver's connection. The pool does not take back one that has ended. */
interface Connection {
  end(): Promise<void>;
}

/** One database as the adapters see it: statements and transactions, with errors that say what they mean. */
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
    return this.retryingConflicts(() =>
      this.connected(async (runner) => (await runner.query(sql, [...parameters], true)).records as Row[]),
    );
  }

  /**
   * Runs `work` in one transaction, and again from the start when it lost against another transaction. What `work`
   * throws rolls it back and passes.
   *
   * @throws InfrastructureError
   * @throws StatementError
   */
  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.retryingConflicts(() => this.transactionOnce(work));
  }

  /** Like `transaction`, for work that must not be repeated. */
  transactionOnce<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.connected(async (runner, connection) => {
      await runner.startTransaction();
      try {
        const result = await work(runner.manager);
        await runner.commitTransaction();
        return result;
      } catch (error) {
        if (!runner.isReleased) await rollBack(runner, connection);
        throw error;
      }
    });
  }

  private async connected<T>(work: (runner: QueryRunner, connection: Connection) => Promise<T>): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    const connection = await this.connect(runner);
    try {
      return await work(runner, connection);
    } catch (error) {
      const translated = translateStatementError(this.resource, error);
      if (translated instanceof InfrastructureError && UNUSABLE_AFTER.test(translated.code)) await connection.end();
      throw translated;
    } finally {
      await runner.release();
    }
  }

  private async connect(runner: QueryRunner): Promise<Connection> {
    try {
      return (await runner.connect()) as Connection;
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

async function rollBack(runner: QueryRunner, connection: Connection): Promise<void> {
  try {
    await runner.rollbackTransaction();
  } catch {
    // The reason for rolling back matters more than this: the server undoes the transaction when the connection ends.
    await connection.end();
  }
}
