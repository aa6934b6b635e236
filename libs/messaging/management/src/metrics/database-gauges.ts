import type { DatabaseGauge, DatabaseMeasure } from '@decouple/messaging-core';
import type { Metrics, Sample } from '@decouple/platform';
import { MeasuredSource, type MeasuringPorts } from './measured-source';

const NOTHING: DatabaseMeasure = { oldestTransaction: undefined, deletedOutboxRows: 0 };

/**
 * Shows what makes the database slower over time.
 *
 * @param gauge absent for a store without a database
 * @returns the source to be shown as up or down
 */
export function showDatabaseGauges(
  metrics: Metrics,
  gauge: DatabaseGauge | undefined,
  ports: MeasuringPorts,
): MeasuredSource<unknown> {
  const database = new MeasuredSource('database', async () => (await gauge?.measure()) ?? NOTHING, ports);
  const sample = async (valueOf: (measure: DatabaseMeasure) => number): Promise<readonly Sample[]> => {
    const measure = await database.latest();
    return measure === undefined ? [] : [{ value: valueOf(measure) }];
  };
  metrics.gauge(
    {
      name: 'decouple_database_oldest_transaction_age_seconds',
      help: "Age of the oldest open transaction in the service's database that its role may see; 0 when there is none.",
    },
    () => sample(({ oldestTransaction }) => oldestTransaction?.ageSeconds ?? 0),
  );
  metrics.gauge(
    {
      name: 'decouple_outbox_deleted_rows',
      help: 'Outbox rows that are deleted and still stored, as PostgreSQL estimates them.',
    },
    () => sample(({ deletedOutboxRows }) => deletedOutboxRows),
  );
  return database;
}
