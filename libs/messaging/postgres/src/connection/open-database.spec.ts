import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FakeServer } from '../testing/fake-server';
import { type SelfSignedCertificate, selfSignedCertificate } from '../testing/self-signed-certificate';
import type { DatabaseSettings } from './database-settings';
import { openDatabase } from './open-database';

const silent = { log: { info: () => undefined, warn: () => undefined }, onIdleConnectionError: () => undefined };

/** What the fake server answers in the end: the log-in came through. */
const REFUSED = { code: '28P01' };

const CREDENTIALS = {
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'secret-of-the-test',
};

describe('openDatabase', () => {
  let server: FakeServer;
  let port: number;

  const serve = async (certificate?: SelfSignedCertificate, host?: string): Promise<void> => {
    server = new FakeServer(certificate);
    port = await server.start(host);
  };

  const open = (settings: Partial<DatabaseSettings> = {}) =>
    openDatabase(
      {
        url: `postgres://sales%40eu:pa%24s@localhost:${port}/sales`,
        poolSize: 2,
        statementTimeoutSeconds: 10,
        tls: 'off',
        tlsCaFile: undefined,
        iamAuth: false,
        migrateOnStart: false,
        ...settings,
      },
      { resource: 'sales database', applicationName: 'test', migrations: [], ...silent },
    );

  afterEach(() => server.stop());

  it('logs in with user and password of the URL, without TLS when that is off', async () => {
    await serve(selfSignedCertificate('localhost'));

    await expect(open()).rejects.toMatchObject(REFUSED);
    expect(server.logIns).toEqual([{ encrypted: false, user: 'sales@eu', password: 'pa$s' }]);
  });

  describe('with TLS', () => {
    let folder: string;
    const fileOf = (certificate: SelfSignedCertificate): string => {
      const file = join(folder, 'authorities.pem');
      writeFileSync(file, certificate.certificate);
      return file;
    };

    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'open-database-spec-'));
    });

    afterEach(() => rmSync(folder, { recursive: true }));

    it('only encrypts when nothing is to be verified', async () => {
      await serve(selfSignedCertificate('elsewhere.example'));

      await expect(open({ tls: 'no-verify' })).rejects.toMatchObject(REFUSED);
      expect(server.logIns).toMatchObject([{ encrypted: true }]);
    });

    it('trusts the authorities of the file', async () => {
      const certificate = selfSignedCertificate('localhost');
      await serve(certificate);

      await expect(open({ tls: 'verify-full', tlsCaFile: fileOf(certificate) })).rejects.toMatchObject(REFUSED);
      expect(server.logIns).toMatchObject([{ encrypted: true }]);
    });

    it('sends no password to a server whose authority it does not know', async () => {
      await serve(selfSignedCertificate('localhost'));

      await expect(open({ tls: 'verify-full' })).rejects.toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
      expect(server.logIns).toEqual([]);
    });

    it('sends no password to a server of another name', async () => {
      const certificate = selfSignedCertificate('elsewhere.example');
      await serve(certificate);

      await expect(open({ tls: 'verify-full', tlsCaFile: fileOf(certificate) })).rejects.toMatchObject({
        code: 'ERR_TLS_CERT_ALTNAME_INVALID',
      });
      expect(server.logIns).toEqual([]);
    });

    it('verifies the address of a server that has no name', async () => {
      const certificate = selfSignedCertificate('127.0.0.1');
      await serve(certificate, '127.0.0.1');
      const url = `postgres://sales:secret@127.0.0.1:${port}/sales`;

      await expect(open({ url, tls: 'verify-full', tlsCaFile: fileOf(certificate) })).rejects.toMatchObject(REFUSED);
      expect(server.logIns).toMatchObject([{ encrypted: true }]);
    });

    it.each(['127.0.0.2', 'localhost'])(
      'sends no password to an address that shows the certificate of %s',
      async (of) => {
        const certificate = selfSignedCertificate(of);
        await serve(certificate, '127.0.0.1');
        const url = `postgres://sales:secret@127.0.0.1:${port}/sales`;

        await expect(open({ url, tls: 'verify-full', tlsCaFile: fileOf(certificate) })).rejects.toMatchObject({
          code: 'ERR_TLS_CERT_ALTNAME_INVALID',
        });
        expect(server.logIns).toEqual([]);
      },
    );

    it.each(['verify-full', 'no-verify'] as const)('does not go on without it when %s is asked for', async (tls) => {
      await serve();

      await expect(open({ tls })).rejects.toThrow('does not support SSL');
      expect(server.logIns).toEqual([]);
    });

    it('does not start without the file of authorities', async () => {
      await serve();

      await expect(open({ tls: 'verify-full', tlsCaFile: join(folder, 'absent.pem') })).rejects.toMatchObject({
        code: 'ENOENT',
      });
    });
  });

  describe('with IAM', () => {
    const inherited = process.env;

    beforeEach(() => {
      process.env = { ...inherited, ...CREDENTIALS };
    });

    afterEach(() => {
      process.env = inherited;
    });

    it('logs in with a token for its server and user, in place of the password of the URL', async () => {
      await serve(selfSignedCertificate('localhost'));

      await expect(open({ tls: 'no-verify', iamAuth: true })).rejects.toMatchObject(REFUSED);
      const [logIn] = server.logIns;
      const token = new URL(`https://${logIn?.password}`);
      expect(logIn).toMatchObject({ encrypted: true, user: 'sales@eu' });
      expect(token.host).toBe(`localhost:${port}`);
      expect(Object.fromEntries(token.searchParams)).toMatchObject({
        Action: 'connect',
        DBUser: 'sales@eu',
        'X-Amz-Expires': '900',
        'X-Amz-Credential': expect.stringMatching(/^AKIDEXAMPLE\/\d{8}\/eu-central-1\/rds-db\/aws4_request$/) as string,
        'X-Amz-Signature': expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      });
    });

    it('asks the credential chain anew for each connection', async () => {
      await serve(selfSignedCertificate('localhost'));
      await expect(open({ tls: 'no-verify', iamAuth: true })).rejects.toMatchObject(REFUSED);
      process.env['AWS_ACCESS_KEY_ID'] = 'AKIDROTATED';
      await expect(open({ tls: 'no-verify', iamAuth: true })).rejects.toMatchObject(REFUSED);

      expect(server.logIns.map(({ password }) => /AKID[A-Z]+/.exec(password)?.[0])).toEqual([
        'AKIDEXAMPLE',
        'AKIDROTATED',
      ]);
    });
  });
});
