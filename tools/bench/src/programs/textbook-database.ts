import pg from 'pg';
import { DataSource } from 'typeorm';

/** Connects as most applications with TypeORM do; it creates the table of the entity. */
export function textbookDatabase(url: string, entity: new () => object): Promise<DataSource> {
  const options = { type: 'postgres', driver: pg, url, synchronize: true, poolSize: 20 } as const;
  return new DataSource({ ...options, entities: [entity] }).initialize();
}
