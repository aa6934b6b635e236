import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { realpath, rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { writing } from './results-unwritable.error';

/** Another run writes to the results. */
export class InUseError extends Error {
  override readonly name = 'InUseError';
}

/**
 * Keeps a second run on this machine away from a results file, until `release`. A name that the operating system gives to
 * one process at a time and takes back when that dies, however it dies: there is no lock left behind to clean away.
 *
 * @throws InUseError
 */
export async function useExclusively(file: string): Promise<{ release(): Promise<void> }> {
  const folder = await writing(file, () => realpath(dirname(file)));
  const name = `decouple-pay-${createHash('sha256')
    .update(join(folder, basename(file)))
    .digest('hex')
    .slice(0, 32)}`;
  const address = addressOf(name);
  const server = (await listen(address)) ?? ((await isAlive(address)) ? undefined : await listenInPlace(address));
  if (server === undefined)
    throw new InUseError(
      `Another run is writing to ${file}. Wait for it to end, or name other results with --results.`,
    );
  server.unref();
  return {
    release: async () => {
      server.close();
      await once(server, 'close');
    },
  };
}

function addressOf(name: string): string {
  if (process.platform === 'win32') return `\\\\.\\pipe\\${name}`;
  // Linux has names for sockets that are in no folder; they vanish with their process.
  return process.platform === 'linux' ? `\0${name}` : join(tmpdir(), `${name}.sock`);
}

/** Undefined when the name is taken. */
async function listen(address: string): Promise<Server | undefined> {
  const server = createServer((socket) => socket.destroy());
  try {
    server.listen(address);
    await once(server, 'listening');
    return server;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return undefined;
    throw error;
  }
}

/** Elsewhere than on Linux and Windows the name is a file, which a killed process leaves behind. */
async function listenInPlace(address: string): Promise<Server | undefined> {
  await rm(address, { force: true });
  return listen(address);
}

async function isAlive(address: string): Promise<boolean> {
  const socket = connect(address);
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
