import { InfrastructureError } from '@decouple/messaging-core';
import type { DataSource } from 'typeorm';
import { Database } from './database';

const READ_ONLY = '25006';

/**
 * Resolves when the database takes writes. One that only reads counts as down: after a fail-over the connections may
 * still lead to what is now a standby.
 *
 * @throws InfrastructureError
 */
export async function pingDatabase(dataSource: DataSource, resource = 'database'): Promise<void> {
  await new Database(dataSource, resource).transactionOnce(async (transaction) => {
    const [row] = await transaction.query<{ readOnly: boolean }>(
      `select current_setting('transaction_read_only') = 'on' as "readOnly"`,
    );
    // Thrown in here, so that the connection is not used again.
    if (row?.readOnly === true) throw new InfrastructureError(resource, READ_ONLY);
  });
}
