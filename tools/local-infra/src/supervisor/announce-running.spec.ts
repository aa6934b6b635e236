import { connect } from 'node:net';
import { once } from 'node:events';
import { temporaryFolder } from '../infrastructure/temporary-folder';
import { LocalFolder } from '../local-folder';
import { announceRunning } from './announce-running';
import { findRunning } from './find-running';
import { publishAddress, readAddress } from './supervisor-address';

const at = (port: number) => ({
  'customer-api': { url: `http://127.0.0.1:${port}`, managementUrl: `http://127.0.0.1:${port + 1}` },
});

describe('applications that run without a supervisor', () => {
  const clone = temporaryFolder('decouple-announced-');
  const folder = new LocalFolder(clone.path);
  const published = () => readAddress(folder, folder.oneProcessAddress);
  afterAll(() => clone.remove());

  it('are found from their announcement to its end', async () => {
    const end = await announceRunning(folder, at(3_000));
    expect(await findRunning(folder)).toEqual(at(3_000));
    end();

    expect(await findRunning(folder)).toEqual({});
    expect(published()).toBeUndefined();
  });

  it('are the last ones announced, also after the earlier ones end', async () => {
    const endFirst = await announceRunning(folder, at(3_000));
    const endSecond = await announceRunning(folder, at(4_000));
    endFirst();

    expect(await findRunning(folder)).toEqual(at(4_000));
    endSecond();
  });

  it('are found though the address of a killed supervisor is left', async () => {
    const end = await announceRunning(folder, at(3_000));
    const { port = 0 } = published() ?? {};
    publishAddress(folder.supervisorAddress, { id: 'killed', pid: process.pid, port, folder: folder.path });

    expect(await findRunning(folder)).toEqual(at(3_000));
    end();
  });

  it('are not told to a process that does not know the id', async () => {
    const end = await announceRunning(folder, at(3_000));
    const socket = connect(published()?.port ?? 0, '127.0.0.1');
    let received = '';
    socket.on('data', (data) => (received += String(data)));
    socket.write(`${JSON.stringify({ type: 'ask', supervisor: 'of another clone' })}\n`);
    await once(socket, 'close');

    expect(received).toBe('');
    end();
  });
});
