import { createDataSource } from './create-data-source';

describe('createDataSource', () => {
  it.each([
    ['db.example.com', 'db.example.com'],
    ['10.1.2.3', '10.1.2.3'],
    ['[fd00::1]', 'fd00::1'],
  ])('connects to %s of the URL as %s', (written, host) => {
    const { options } = createDataSource({
      url: `postgres://sales:secret@${written}:5433/sales`,
      applicationName: 'test',
      migrations: [],
      poolSize: 2,
      statementTimeoutMilliseconds: 1_000,
      connectTimeoutMilliseconds: 1_000,
      idleInTransactionTimeoutMilliseconds: 1_000,
      onIdleConnectionError: () => undefined,
    });

    expect(options).toMatchObject({ host, port: 5433 });
  });
});
