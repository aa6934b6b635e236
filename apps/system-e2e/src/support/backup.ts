import { Client } from 'pg';
import type { System } from './system';

type Service = 'customer' | 'sales';

/**
 * Takes a backup of a service's database while the service is stopped. PostgreSQL copies a database without `pg_dump`, as
 * long as nothing is connected to it.
 */
export async function backUp(system: System, service: Service): Promise<void> {
  await stopped(system, service, (admin, name) => admin.query(`create database ${name}_backup template ${name}`));
}

/** Replaces the database with the backup while the service is stopped. Later writes are lost. */
export async function restore(system: System, service: Service): Promise<void> {
  await stopped(system, service, async (admin, name) => {
    await admin.query(`drop database ${name} with (force)`);
    await admin.query(`create database ${name} template ${name}_backup`);
    await admin.query(`drop database ${name}_backup`);
  });
}

async function stopped(
  system: System,
  service: Service,
  work: (admin: Client, name: string) => Promise<unknown>,
): Promise<void> {
  await (service === 'customer' ? system.api : system.worker).stop();
  const url = system.infrastructure.endpoints.databaseUrls[service];
  const admin = new Client({ connectionString: new URL('/postgres', url).href });
  await admin.connect();
  try {
    await work(admin, new URL(url).pathname.slice(1));
  } finally {
    await admin.end();
  }
  await (service === 'customer' ? system.startApi() : system.startWorker());
}
