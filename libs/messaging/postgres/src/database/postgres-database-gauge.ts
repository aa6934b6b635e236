import type { DatabaseGauge, DatabaseMeasure, OpenTransaction } from '@decouple/messaging-core';
import type { DataSource } from 'typeorm';
import { Database } from '../connection/database';

/**
 * A role sees the transactions of its own sessions; those of other roles only as a member of `pg_read_all_stats`. Prepared
 * transactions and the count of deleted rows are visible to every role. Vacuums have transactions, too, but keep nothing.
 */
const MEASURE_DATABASE = `
  select oldest.*, pg_stat_get_dead_tuples('outbox'::regclass)::double precision as "deletedOutboxRows"
  from (select) as one
  left join lateral (
    select "ageSeconds", owner, "processId", state
    from (
      select extract(epoch from clock_timestamp() - xact_start)::double precision as "ageSeconds",
             application_name as owner, pid as "processId", state
      from pg_stat_activity
      where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()
        and xact_start is not null
      union all
      select extract(epoch from clock_timestamp() - prepared)::double precision, gid, null, 'prepared'
      from pg_prepared_xacts
      where database = current_database()
    ) as visible
    order by "ageSeconds" desc
    limit 1
  ) as oldest on true
`;

interface Row {
  readonly ageSeconds: number | null;
  readonly owner: string;
  readonly processId: number | null;
  readonly state: string;
  readonly deletedOutboxRows: number;
}

/** Reads PostgreSQL's own statistics, which reads no table. */
export class PostgresDatabaseGauge implements DatabaseGauge {
  private readonly database: Database;

  constructor(dataSource: DataSource, options: { readonly resource: string }) {
    this.database = new Database(dataSource, options.resource);
  }

  async measure(): Promise<DatabaseMeasure> {
    const [row] = await this.database.query<Row>(MEASURE_DATABASE);
    if (row === undefined) throw new Error('The database was not measured.');
    return { oldestTransaction: oldestOf(row), deletedOutboxRows: row.deletedOutboxRows };
  }
}

function oldestOf({ ageSeconds, owner, processId, state }: Row): OpenTransaction | undefined {
  if (ageSeconds === null) return undefined;
  return { ageSeconds: Math.max(0, ageSeconds), owner, processId: processId ?? undefined, state };
}
