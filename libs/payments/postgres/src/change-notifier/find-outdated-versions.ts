import type { Database } from '@decouple/messaging-postgres';

/** A payment that is not there has no version, which is other than any. */
const FIND_OUTDATED_VERSIONS = `
  select known.position::integer - 1 as index
  from unnest($1::uuid[], $2::integer[]) with ordinality as known (id, version, position)
  where known.version is distinct from (select payments.version from payments where payments.id = known.id)
`;

export interface KnownVersion {
  readonly id: string;
  readonly version: number;
}

/** Those of the given whose payment has another version now. */
export async function findOutdatedVersions<Known extends KnownVersion>(
  database: Database,
  known: readonly Known[],
): Promise<readonly Known[]> {
  const rows = await database.query<{ index: number }>(FIND_OUTDATED_VERSIONS, [
    known.map(({ id }) => id),
    known.map(({ version }) => version),
  ]);
  return rows.flatMap(({ index }) => known[index] ?? []);
}
