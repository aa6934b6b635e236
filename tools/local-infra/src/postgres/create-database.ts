import { Client, DatabaseError } from 'pg';

/** duplicate_database, and what a simultaneous creation runs into instead: unique_violation. */
const CREATED_MEANWHILE = new Set<string | undefined>(['42P04', '23505']);

/** Makes the database unless it is there; two callers at once are fine. */
export async function createDatabase(serverUrl: string, name: string): Promise<void> {
  await withClient(serverUrl, async (client) => {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (rowCount) return;
    try {
      await client.query(`create database ${client.escapeIdentifier(name)}`);
    } catch (error) {
      if (!(error instanceof DatabaseError && CREATED_MEANWHILE.has(error.code))) throw error;
    }
  });
}

/** Ends the sessions that are still open on it. */
export async function dropDatabase(serverUrl: string, name: string): Promise<void> {
  await withClient(serverUrl, async (client) => {
    await client.query(`drop database if exists ${client.escapeIdentifier(name)} with (force)`);
  });
}

async function withClient(url: string, use: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await use(client);
  } finally {
    await client.end();
  }
}
