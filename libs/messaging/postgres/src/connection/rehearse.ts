import type { DataSource } from 'typeorm';
import { StatementError } from '../errors/statement-error';
import { Database } from './database';
import type { Transaction } from './transaction';

/** Ends the transaction of a rehearsal that went well. */
class RolledBack extends Error {}

/**
 * Does work in a transaction that is always rolled back: shows whether the database does what the work needs, and leaves
 * nothing behind but a few dead rows. A database that only reads, or whose disk is full, answers reads well.
 *
 * A statement that the database rejects for its own sake, for example through a trigger, is no outage: the database works, and
 * the messages that meet the same error use their attempts.
 *
 * @throws InfrastructureError
 */
export async function rehearse(
  dataSource: DataSource,
  resource: string,
  work: (transaction: Transaction) => Promise<unknown>,
): Promise<void> {
  try {
    await new Database(dataSource, resource).transactionOnce(async (transaction) => {
      await work(transaction);
      throw new RolledBack();
    });
  } catch (error) {
    if (!(error instanceof RolledBack || error instanceof StatementError)) throw error;
  }
}
