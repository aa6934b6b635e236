import type { PoolClient } from 'pg';
import type { DataSource } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';

/** A connection that belongs to one caller until it is released. */
export interface Lease {
  readonly connection: PoolClient;
  /** @param usable `false` closes the connection instead of giving it to the next caller */
  release(usable: boolean): void;
}

/**
 * The connections of one data source, with a way to renew all of them.
 *
 * What makes one session stale makes the others stale, too: a column that was widened, `deallocate all`, a fail-over. Each
 * connection has prepared its own statements, so without this each of them would fail once, at some later call.
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

  private generation = 0;
  private readonly generations = new WeakMap<PoolClient, number>();

  private constructor(private readonly dataSource: DataSource) {}

  /**
   * Waits for a free connection of the current generation. Older ones are closed on the way, so this repeats at most once
   * per connection of the pool.
   *
   * @throws the driver's error
   */
  async acquire(): Promise<Lease> {
    for (;;) {
      const [connection, release] = await this.obtain();
      const generation = this.generations.get(connection) ?? this.generation;
      this.generations.set(connection, generation);
      if (generation === this.generation) return { connection, release: (usable) => release(!usable) };
      release(true);
    }
  }

  /** Has every connection that is as old as this one replaced before its next use. */
  renewAllAsOldAs(connection: PoolClient): void {
    if (this.generations.get(connection) === this.generation) this.generation += 1;
  }

  private async obtain(): Promise<readonly [PoolClient, (destroy: boolean) => void]> {
    const driver = this.dataSource.driver as PostgresDriver;
    return (await driver.obtainMasterConnection()) as [PoolClient, (destroy: boolean) => void];
  }
}
