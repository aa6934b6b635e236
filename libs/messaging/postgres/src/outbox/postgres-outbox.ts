import type { OutgoingMessage } from '@decouple/messaging-core';
import type { ClientBase } from 'pg';
import type { EntityManager, QueryRunner } from 'typeorm';
import { insertOutboxMessages, type StatementRunner } from '../tables/insert-outbox-messages';

/** The caller's own transaction. */
export type CallersTransaction = EntityManager | QueryRunner | ClientBase;

/** What the three have in common: they run a statement with parameters. */
type Runner = StatementRunner & Partial<Pick<QueryRunner, 'isTransactionActive'>> & { queryRunner?: QueryRunner };

/**
 * Adds messages to the outbox in the caller's own transaction: they are published if it commits, and gone if it rolls back.
 *
 * The relay finds them at its next poll. To publish at once, nudge the relay after the commit.
 */
export class PostgresOutbox {
  /**
   * A message that the outbox already holds for the same queue (same `source` + `id`) is left alone.
   *
   * @throws Error when TypeORM has no open transaction: the messages would be published even if the rest is rolled back
   */
  async add(transaction: CallersTransaction, messages: readonly OutgoingMessage[]): Promise<void> {
    const runner = transaction as Runner;
    if (!isInTransaction(runner))
      throw new Error('Messages are added to the outbox within a transaction: open one first.');
    await insertOutboxMessages(runner, messages);
  }
}

function isInTransaction(runner: Runner & Partial<Pick<ClientBase, 'getTransactionStatus'>>): boolean {
  if (runner.getTransactionStatus !== undefined) return runner.getTransactionStatus() !== 'I';
  return (runner.queryRunner ?? runner).isTransactionActive === true;
}
