import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import pg from 'pg';
import { CleanupOnAuthFailureClient } from './cleanup-on-auth-failure-client';

const LOGGED_IN = Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 0]);
const READY = Buffer.from([0x5a, 0, 0, 0, 5, 0x49]);

function fatal(code: string): Buffer {
  const body = Buffer.from(`SFATAL\0C${code}\0Mgoing down\0\0`);
  const head = Buffer.from([0x45, 0, 0, 0, 0]);
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

describe('a server that goes down in the packet that says it is ready', () => {
  let server: Server;
  let pool: pg.Pool;

  beforeEach(async () => {
    server = createServer((socket) => {
      socket.on('error', () => socket.destroy());
      socket.once('data', () => socket.end(Buffer.concat([LOGGED_IN, READY, fatal('57P01')])));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    pool = new pg.Pool({ host: '127.0.0.1', port, user: 'test', database: 'test', Client: CleanupOnAuthFailureClient });
    // As every pool must have it: here the connection ends once more, by itself.
    pool.on('error', () => undefined);
  });

  afterEach(async () => {
    await pool.end();
    server.close();
    await once(server, 'close');
  });

  it('fails the log-in and leaves no unhandled error', async () => {
    await expect(pool.connect()).rejects.toMatchObject({ code: '57P01' });
  });
});
