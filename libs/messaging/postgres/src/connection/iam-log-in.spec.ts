import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { FakeServer } from '../testing/fake-server';
import { iamLogIn } from './iam-log-in';
import { CleanupOnAuthFailureClient } from './cleanup-on-auth-failure-client';

describe('credentials in a file that is replaced', () => {
  const inherited = process.env;
  let folder: string;
  let server: FakeServer;

  const writeKey = (id: string): void =>
    writeFileSync(
      join(folder, 'credentials'),
      `[default]\naws_access_key_id = ${id}\naws_secret_access_key = secret-of-the-test\n`,
    );

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'iam-log-in-spec-'));
    process.env = {
      ...inherited,
      AWS_REGION: 'eu-central-1',
      AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
      AWS_CONFIG_FILE: join(folder, 'config'),
    };
    delete process.env['AWS_ACCESS_KEY_ID'];
    delete process.env['AWS_SECRET_ACCESS_KEY'];
    server = new FakeServer();
  });

  afterEach(async () => {
    process.env = inherited;
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  it('are read again after the server has refused a token', async () => {
    writeKey('AKIDFIRST');
    const port = await server.start();
    const { onPasswordRefused, password } = iamLogIn(`postgres://sales@localhost:${port}/sales`);
    const pool = new pg.Pool({
      ...{ host: 'localhost', port, user: 'sales', database: 'sales', password, onPasswordRefused },
      Client: CleanupOnAuthFailureClient,
    });
    const refused = () => expect(pool.connect()).rejects.toMatchObject({ code: '28P01' });
    await refused();
    writeKey('AKIDSECOND');
    await refused();
    await refused();
    await pool.end();

    // The chain is lazy: the one that the first refusal started has read the second file.
    expect(server.logIns.map((logIn) => /AKID[A-Z]+/.exec(logIn.password)?.[0])).toEqual([
      'AKIDFIRST',
      'AKIDSECOND',
      'AKIDSECOND',
    ]);
  });
});
