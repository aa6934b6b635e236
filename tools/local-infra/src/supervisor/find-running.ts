import { connect } from 'node:net';
import { isProcessAlive } from '../process/process-alive';
import { Signal } from '../process/signal';
import { within } from '../process/within';
import type { LocalFolder } from '../local-folder';
import { readMessages, sendMessage, type RunningApplications, type SupervisorMessage } from './control-protocol';
import { readAddress, type SupervisorAddress } from './supervisor-address';

/** A living process answers in milliseconds; a busy machine may need longer. */
const ANSWER_WITHIN_MS = 10_000;

/**
 * The applications that are running in this clone, with their addresses: those of the clone's supervisor or, when it runs
 * none, those of `npm run start:memory`. A port that is remembered or usual may belong to another clone by now; the process
 * that answers proves with its id that it is this clone's. Empty when nothing runs here.
 */
export async function findRunning(folder: LocalFolder): Promise<RunningApplications> {
  const supervised = await runningAt(folder, folder.supervisorAddress);
  return Object.keys(supervised).length > 0 ? supervised : runningAt(folder, folder.oneProcessAddress);
}

async function runningAt(folder: LocalFolder, file: string): Promise<RunningApplications> {
  const address = readAddress(folder, file);
  if (!address || !isProcessAlive(address.pid)) return {};
  return (await within(ANSWER_WITHIN_MS, ask(address))) ?? {};
}

async function ask(address: SupervisorAddress): Promise<RunningApplications | undefined> {
  const answered = new Signal<RunningApplications | undefined>();
  const socket = connect({ port: address.port, host: '127.0.0.1' });
  socket.on('error', () => socket.destroy()); // 'close' follows
  socket.once('close', () => answered.give(undefined));
  readMessages<SupervisorMessage>(socket, (message) => {
    const isOurs = message.type === 'running' && message.supervisor === address.id;
    answered.give(isOurs ? message.applications : undefined);
  });
  sendMessage(socket, { type: 'ask', supervisor: address.id });
  const applications = await answered.value;
  socket.destroy();
  return applications;
}
