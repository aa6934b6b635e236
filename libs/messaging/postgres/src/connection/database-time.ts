import type { Database } from './database';
import type { Transaction } from './transaction';

/**
 * The clock that stamps the rows: the same for all processes, whatever their own clocks say.
 *
 * @throws InfrastructureError
 */
export async function databaseTime(database: Database | Transaction): Promise<Date> {
  const [row] = await database.query<{ now: Date }>('select clock_timestamp() as now', []);
  if (row === undefined) throw new Error('The database returned no time.');
  return row.now;
}
