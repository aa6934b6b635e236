import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { temporaryFolder } from '../infrastructure/temporary-folder';
import { LocalFolder } from '../local-folder';
import { findRunning } from './find-running';
import { publishAddress } from './supervisor-address';

const APPLICATIONS = { 'customer-api': { url: 'http://127.0.0.1:3000', managementUrl: 'http://127.0.0.1:3001' } };

describe('what runs in a clone', () => {
  const clone = temporaryFolder('decouple-running-');
  const folder = new LocalFolder(clone.path);
  const server = createServer();
  let answer: (socket: Socket) => void;

  beforeAll(async () => {
    server.on('connection', (socket) => socket.once('data', () => answer(socket)));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    publishAddress(folder.supervisorAddress, { id: 'ours', pid: process.pid, port, folder: folder.path });
  });
  afterAll(() => {
    server.close();
    clone.remove();
  });

  const says = (supervisor: string) => (socket: Socket) =>
    void socket.end(`${JSON.stringify({ type: 'running', supervisor, applications: APPLICATIONS })}\n`);

  it('is what its supervisor says', async () => {
    answer = says('ours');
    expect(await findRunning(folder)).toEqual(APPLICATIONS);
  });

  it('is nothing when the port of a killed supervisor belongs to that of another clone', async () => {
    answer = says('of another clone');
    expect(await findRunning(folder)).toEqual({});
  });

  it.each([
    ['something else', (socket: Socket) => void socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')],
    ['nothing, and hangs up', (socket: Socket) => void socket.destroy()],
  ])('is nothing when a stranger there says %s', async (_what, says) => {
    answer = says;
    expect(await findRunning(folder)).toEqual({});
  });
});
