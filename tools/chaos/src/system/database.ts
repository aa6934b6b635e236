import { Client } from 'pg';

const CONNECT_WITHIN_MILLISECONDS = 3_000;
const STATEMENT_WITHIN_MILLISECONDS = 60_000;

/** A look into a service's database, past the service. */
export class Database {
  constructor(private readonly url: string) {}

  /** Over a connection of its own: the server may have been restarted since the last one. */
  async query<Row extends object>(sql: string, parameters: unknown[] = []): Promise<Row[]> {
    const client = new Client({
      connectionString: this.url,
      connectionTimeoutMillis: CONNECT_WITHIN_MILLISECONDS,
      query_timeout: STATEMENT_WITHIN_MILLISECONDS,
    });
    let lost: Error | undefined;
    // Without a listener the loss of the connection would end this process.
    client.on('error', (error) => (lost ??= error));
    try {
      await client.connect();
      return (await client.query<Row>(sql, parameters)).rows;
    } catch (error) {
      throw lost ?? error;
    } finally {
      await client.end();
    }
  }
}
