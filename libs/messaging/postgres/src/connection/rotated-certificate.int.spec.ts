import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect as connectTls } from 'node:tls';
import { connect } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '../testing';
import { type SelfSignedCertificate, selfSignedCertificate } from '../testing/self-signed-certificate';
import { Database } from './database';
import { openDatabase } from './open-database';

const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]);

/** The shared server of the run: it offers TLS to those who ask for it, and stays as it is for all others. */
describe('a server whose certificate is replaced', () => {
  let server: TestDatabase;
  let admin: DataSource;
  let folder: string;
  let authorities: string;

  beforeAll(async () => {
    server = await createTestDatabase([]);
    admin = await server.open({ poolSize: 1 });
    folder = mkdtempSync(join(tmpdir(), 'rotated-certificate-'));
    authorities = join(folder, 'authorities.pem');
  });

  afterAll(async () => {
    for (const setting of ['ssl', 'ssl_cert_file', 'ssl_key_file']) await admin.query(`alter system reset ${setting}`);
    await admin.query('select pg_reload_conf()');
    await server.drop();
    rmSync(folder, { recursive: true });
  });

  const { hostname, port } = new URL(process.env['TEST_POSTGRES_URL'] ?? '');

  /** The server reads its own files: they are written by it, so that they belong to it. */
  async function writeOnServer(name: string, text: string): Promise<void> {
    const lines = text
      .trim()
      .split('\n')
      .map((line) => `('${line}')`);
    await admin.query(`copy (values ${lines.join(', ')}) to program 'umask 077; cat > ${name}'`);
  }

  async function servedCertificate(): Promise<string | undefined> {
    const socket = connect(Number(port), hostname);
    socket.write(SSL_REQUEST);
    const [answer] = (await once(socket, 'data')) as [Buffer];
    if (answer.toString() !== 'S') return void socket.destroy();
    const secure = connectTls({ socket, rejectUnauthorized: false });
    await once(secure, 'secureConnect');
    const pem = secure.getPeerX509Certificate()?.toString();
    secure.destroy();
    return pem;
  }

  /** A new file each time: what the server still reads is not changed under it. */
  async function serve({ certificate, key }: SelfSignedCertificate, name: string): Promise<void> {
    await writeOnServer(`${name}.crt`, certificate);
    await writeOnServer(`${name}.key`, key);
    await admin.query(`alter system set ssl_cert_file = '${name}.crt'`);
    await admin.query(`alter system set ssl_key_file = '${name}.key'`);
    await admin.query('alter system set ssl = on');
    await admin.query('select pg_reload_conf()');
    while ((await servedCertificate())?.trim() !== certificate.trim());
  }

  const endSessions = (): Promise<unknown> =>
    admin.query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'rotated'`);

  it('is refused by name until the file of authorities is replaced, and then used without a restart', async () => {
    const [before, after] = [selfSignedCertificate(hostname), selfSignedCertificate(hostname)];
    await serve(before, 'before');
    writeFileSync(authorities, before.certificate);
    const dataSource = await openDatabase(
      {
        url: server.url,
        poolSize: 2,
        statementTimeoutSeconds: 10,
        tls: 'verify-full',
        tlsCaFile: authorities,
        iamAuth: false,
        migrateOnStart: false,
      },
      {
        resource: 'test database',
        applicationName: 'rotated',
        migrations: [],
        log: { info: () => undefined, warn: () => undefined },
        onIdleConnectionError: () => undefined,
      },
    );
    try {
      const database = new Database(dataSource, 'test database');
      const encrypted = () =>
        database.query<{ ssl: boolean }>('select ssl from pg_stat_ssl where pid = pg_backend_pid()', []);
      expect(await encrypted()).toEqual([{ ssl: true }]);

      await serve(after, 'after');
      await endSessions();
      await expect(encrypted()).rejects.toMatchObject({
        name: 'InfrastructureError',
        message: expect.stringContaining('its certificate is not trusted; check DATABASE_TLS_CA_FILE') as string,
      });

      rmSync(authorities);
      await expect(encrypted()).rejects.toMatchObject({ name: 'InfrastructureError' });
      writeFileSync(authorities, after.certificate);

      expect(await encrypted()).toEqual([{ ssl: true }]);
    } finally {
      await dataSource.destroy();
    }
  });
});
