import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import type { LocalFolder } from '../local-folder';
import { type ClientMessage, readMessages, type RunningApplications, sendMessage } from './control-protocol';
import { publishAddress, readAddress, withdrawAddress } from './supervisor-address';

/**
 * Lets `findRunning` find applications that run without a supervisor, until the returned function is called or this process
 * ends. A later announcement in the same clone replaces this one.
 */
export async function announceRunning(folder: LocalFolder, applications: RunningApplications): Promise<() => void> {
  const id = randomUUID();
  const file = folder.oneProcessAddress;
  const server = createServer((socket) => {
    socket.unref(); // a command that does not disconnect must not keep this process alive
    socket.on('error', () => socket.destroy());
    readMessages<ClientMessage>(socket, (message) => {
      if (message.type === 'ask' && message.supervisor === id)
        sendMessage(socket, { type: 'running', supervisor: id, applications });
      else socket.destroy();
    });
  }).unref();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  publishAddress(file, { id, pid: process.pid, port, folder: folder.path });
  return () => {
    server.close();
    if (readAddress(folder, file)?.id === id) withdrawAddress(file);
  };
}
