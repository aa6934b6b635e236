import { randomUUID } from 'node:crypto';
import { createDatabase, dropDatabase } from '../postgres/create-database';

export interface TestDatabase {
  readonly url: string;
  /** Ends the sessions that are still open on it. */
  drop(): Promise<void>;
}

/**
 * A fresh, empty database on the PostgreSQL server of the test run.
 * @throws when the project does not use jest.infra.preset.cjs, which starts that server
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = process.env['TEST_POSTGRES_URL'];
  if (!server)
    throw new Error(
      'TEST_POSTGRES_URL is not set, so there is no PostgreSQL server to test against. ' +
        "Set preset to '<root>/jest.infra.preset.cjs' in this project's jest.config.cjs.",
    );
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await createDatabase(server, name);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => dropDatabase(server, name) };
}
