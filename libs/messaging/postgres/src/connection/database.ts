import { InfrastructureError } from '@decouple/messaging-core';
import type { DataSource } from 'typeorm';
import { translateConnectError } from '../errors/translate-error';
import { ConnectionPool, type Lease } from './connection-pool';
import { Transaction } from './transaction';
import type { Queryable } from './queryable';
import { isUnusableAfter } from './session-state';

/** Deadlock and serialization failure: the transaction was undone so that another could go on. */
const CONFLICT_CODES = new Set(['40001', '40P01']);

/** Tries in all. A victim finds its opponent's locks released, so losing again and again takes ever new opponents. */
const CONFLICT_ATTEMPTS = 5;

/** Tries in all. The first failure renews all connections, so failing again takes ever new changes on the server. */
const SESSION_ATTEMPTS = 5;

const BEGIN = 'begin';
const COMMIT = 'commit';

/**
 * How far an attempt has come, which decides whether its failure leads to another one:
 * - `connecting`: there is no session yet; a server that cannot be reached is an outage
 * - `repeatable`: nothing is done yet
 * - `committing`: it may be done, unless the server says that it is not
 * - `irrevocable`: the work has begun that must not be repeated
 */
interface Attempt {
  stage: 'connecting' | 'repeatable' | 'committing' | 'irrevocable';
  transaction?: Transaction;
}

/** One database: statements and transactions, with errors that say whether the database or the statement is at fault. */
export class Database implements Queryable {
  private readonly pool: ConnectionPool;

  constructor(
    dataSource: DataSource,
    /** What is unavailable when it is unavailable: `orders database`. */
    readonly resource: string,
  ) {
    this.pool = ConnectionPool.of(dataSource);
  }

  /**
   * Runs one statement in a transaction of its own and returns its rows. For statements that end in `select` or
   * `returning`, and that may run twice: when the session ends before the answer, the statement is run again.
   *
   * @throws InfrastructureError
   * @throws StatementError
   */
  query<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return this.repeating((attempt) =>
      this.connected(attempt, (transaction) => transaction.query<Row>(sql, parameters)),
    );
  }

  /**
   * Runs `work` in one transaction, and again from the start when it lost against another transaction, or when the session
   * was stale or ended before the commit. What `work` throws rolls it back and passes.
   *
   * @throws InfrastructureError
   * @throws StatementError
   */
  transaction<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    return this.repeating((attempt) => this.inTransaction(attempt, work));
  }

  /** Like `transaction`, for work that must not be repeated. */
  transactionOnce<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    return this.transactionWithClaim(async () => undefined, work);
  }

  /** Like `transaction`, for work that must not be repeated, after a claim that may be. */
  transactionWithClaim<C, T>(
    claim: (transaction: Transaction) => Promise<C>,
    work: (transaction: Transaction, claimed: C) => Promise<T>,
  ): Promise<T> {
    return this.repeating((attempt) =>
      this.inTransaction(attempt, async (transaction) => {
        const claimed = await claim(transaction);
        attempt.stage = 'irrevocable';
        return work(transaction, claimed);
      }),
    );
  }

  private inTransaction<T>(attempt: Attempt, work: (transaction: Transaction) => Promise<T>): Promise<T> {
    return this.connected(attempt, async (transaction) => {
      await transaction.query(BEGIN);
      try {
        const result = await work(transaction);
        if (attempt.stage === 'repeatable') attempt.stage = 'committing';
        await transaction.query(COMMIT);
        return result;
      } catch (error) {
        await transaction.rollBack();
        throw error;
      }
    });
  }

  private async connected<T>(attempt: Attempt, work: (transaction: Transaction) => Promise<T>): Promise<T> {
    const { connection, release } = await this.connect();
    const transaction = new Transaction(connection, this.resource, this.pool.answerTimeoutMilliseconds);
    Object.assign(attempt, { stage: 'repeatable', transaction });
    let usable = true;
    try {
      return await work(transaction);
    } catch (error) {
      usable = !isUnusableAfter(error);
      if (transaction.isLost) this.pool.renewAllAsOldAs(connection);
      throw error;
    } finally {
      await release(usable && !transaction.isBroken);
    }
  }

  private async connect(): Promise<Lease> {
    try {
      return await this.pool.acquire();
    } catch (error) {
      throw translateConnectError(this.resource, error);
    }
  }

  private async repeating<T>(run: (attempt: Attempt) => Promise<T>): Promise<T> {
    let conflicts = 0;
    let lostSessions = 0;
    for (;;) {
      const attempt: Attempt = { stage: 'connecting' };
      try {
        return await run(attempt);
      } catch (error) {
        if (isConflict(error) && attempt.stage !== 'irrevocable') conflicts += 1;
        else if (attempt.transaction?.isLost === true && attempt.stage === 'repeatable') lostSessions += 1;
        else throw error;
        if (conflicts === CONFLICT_ATTEMPTS || lostSessions === SESSION_ATTEMPTS) throw error;
      }
    }
  }
}

function isConflict(error: unknown): boolean {
  return error instanceof InfrastructureError && CONFLICT_CODES.has(error.code);
}
