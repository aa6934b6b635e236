import type { Socket } from 'node:net';
import type { ApplicationName } from '../application/application-name';
import type { InfrastructureEndpoints } from '../infrastructure/infrastructure-endpoints';

/** The process that uses the infrastructure, as shown in other terminals. */
export interface LeaseHolder {
  readonly applications: readonly ApplicationName[];
  readonly pid: number;
  /** The command that a person typed. */
  readonly startedBy: string;
}

/** Where an application of a clone answers. */
export interface ApplicationAddresses {
  readonly url: string;
  readonly managementUrl: string;
}

/** The applications that are listening. */
export type RunningApplications = Readonly<Partial<Record<ApplicationName, ApplicationAddresses>>>;

export type ClientMessage =
  /** `supervisor` is the id read from the address file: a stranger on a reused port cannot know it. */
  | { readonly type: 'request'; readonly supervisor: string; readonly holder: LeaseHolder }
  /** From a holder: the addresses of its listening applications. Replaces its previous message. */
  | { readonly type: 'listening'; readonly applications: RunningApplications }
  /** From a command that wants to use what runs here. It holds nothing. */
  | { readonly type: 'ask'; readonly supervisor: string }
  /** Stops the infrastructure immediately if there is no other lease. Closing the connection also ends a lease. */
  | { readonly type: 'stop' };

export type SupervisorMessage =
  | { readonly type: 'accepted'; readonly supervisor: string }
  | { readonly type: 'refused'; readonly reason: string }
  | { readonly type: 'progress'; readonly step: string }
  | { readonly type: 'granted'; readonly endpoints: InfrastructureEndpoints }
  /** The answer to `ask`. */
  | { readonly type: 'running'; readonly supervisor: string; readonly applications: RunningApplications }
  /** The response to `stop` while another lease exists. Otherwise the connection closes. */
  | { readonly type: 'kept' }
  | { readonly type: 'ended'; readonly reason: string };

/** A message is small; a peer that sends this much without a line end is not ours. */
const LONGEST_MESSAGE_CHARACTERS = 100_000;

/** One JSON document per line. A peer that speaks something else is disconnected. */
export function readMessages<T>(socket: Socket, onMessage: (message: T) => void): void {
  let unread = '';
  socket.setEncoding('utf8');
  socket.on('data', (text: string) => {
    const lines = (unread + text).split('\n');
    unread = lines.pop() ?? '';
    try {
      if (unread.length > LONGEST_MESSAGE_CHARACTERS) throw new Error('endless line');
      for (const line of lines) onMessage(JSON.parse(line) as T);
    } catch {
      socket.destroy();
    }
  });
}

export function sendMessage(socket: Socket, message: ClientMessage | SupervisorMessage): void {
  if (socket.writable) socket.write(`${JSON.stringify(message)}\n`);
}
