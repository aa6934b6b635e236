import type { Client } from 'pg';
import type { DataSource } from 'typeorm';

/** A connection that belongs to one caller until it is released. */
export interface Lease {
  readonly connection: Client;
  /** @param usable `false` closes the connection instead of giving it to the next caller */
  release(usable: boolean): Promise<void>;
}

/** Used when the data source sets no `statement_timeout`. */
const DEFAULT_STATEMENT_TIMEOUT_MILLISECONDS = 60_000;

/** The client gives up this long after the server should have: only when the server no longer responds. */
export const CLIENT_TIMEOUT_MARGIN_MILLISECONDS = 2_000;

/**
 * The connections of one data source, with a way to replace all of them.
 *
 * What makes one session stale makes the others stale too: a widened column, `deallocate all`, a fail-over. Each connection
 * has prepared its own statements, so without this each of them would fail once, at some later call.
 */
export class ConnectionPool {
  private static readonly pools = new WeakMap<DataSource, ConnectionPool>();

  /** All adapters of a data source share its connections, and so their generation. */
  static of(dataSource: DataSource): ConnectionPool {
    const known = this.pools.get(dataSource);
    if (known !== undefined) return known;
    const pool = new ConnectionPool(dataSource);
    this.pools.set(dataSource, pool);
    return pool;
  }

  /** How long a statement is waited for. */
  readonly answerTimeoutMilliseconds: number;
  private generation = 0;
  private readonly generations = new WeakMap<Client, number>();

  private constructor(private readonly dataSource: DataSource) {
    const extra = dataSource.options.extra as { readonly statement_timeout?: number } | undefined;
    const statementTimeout = extra?.statement_timeout ?? DEFAULT_STATEMENT_TIMEOUT_MILLISECONDS;
    this.answerTimeoutMilliseconds = statementTimeout + CLIENT_TIMEOUT_MARGIN_MILLISECONDS;
  }

  /**
   * Waits for a free connection of the current generation. Older ones are closed on the way, so this repeats at most once
   * per connection of the pool.
   *
   * @throws the driver's error
   */
  async acquire(): Promise<Lease> {
    for (;;) {
      const lease = await this.lease();
      const generation = this.generations.get(lease.connection) ?? this.generation;
      this.generations.set(lease.connection, generation);
      if (generation === this.generation) return lease;
      await lease.release(false);
    }
  }

  /** Replaces every connection that is as old as this one before its next use. */
  renewAllAsOldAs(connection: Client): void {
    if (this.generations.get(connection) === this.generation) this.generation += 1;
  }

  private async lease(): Promise<Lease> {
    const runner = this.dataSource.createQueryRunner();
    const connection = (await runner.connect()) as Client;
    return {
      connection,
      release: (usable) => {
        // pg's pool removes a client that is ending. The end itself may take as long as the network is silent.
        if (!usable) void connection.end();
        return runner.release();
      },
    };
  }
}
