import { randomUUID } from 'node:crypto';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { Infrastructure } from '../infrastructure/start-infrastructure';
import type { LocalFolder } from '../local-folder';
import { readMessages, sendMessage, type ClientMessage, type SupervisorMessage } from './control-protocol';
import { LeaseBook } from './lease-book';
import { publishAddress, withdrawAddress } from './supervisor-address';

export interface SupervisorOptions {
  readonly folder: LocalFolder;
  /** How long the infrastructure outlives its last lease: a restarted application finds it running. */
  readonly idleMs: number;
  readonly start: (onProgress: (step: string) => void) => Promise<Infrastructure>;
}

/** Owns the infrastructure of one clone, and stops it after the last lease. */
export class Supervisor {
  /** Resolves when the infrastructure is down, with the process's exit code. */
  readonly finished: Promise<number>;
  private readonly id = randomUUID();
  private readonly leases = new LeaseBook<Socket>();
  private readonly server: Server = createServer((socket) => this.serve(socket));
  /** First messages for a new connection: the latest step, then the endpoints. */
  private state: SupervisorMessage = { type: 'progress', step: 'looking for the data folder' };
  /** Settled, successfully or not, before anything is stopped: a half-started server cannot be. */
  private startup: Promise<void> | undefined;
  private running: Infrastructure | undefined;
  private idle: NodeJS.Timeout | undefined;
  private stopping = false;
  private finish: (exitCode: number) => void = () => undefined;

  constructor(private readonly options: SupervisorOptions) {
    this.finished = new Promise((resolve) => (this.finish = resolve));
  }

  async run(): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen({ port: 0, host: '127.0.0.1' }, resolve);
    });
    const { port } = this.server.address() as AddressInfo;
    const { path, supervisorAddress } = this.options.folder;
    publishAddress(supervisorAddress, { id: this.id, pid: process.pid, port, folder: path });
    this.stopWhenIdle();
    return this.finished;
  }

  /** Orderly: newcomers start another supervisor, lease holders are notified, PostgreSQL and SQS stop. */
  stop(exitCode: number, reason: string): void {
    if (this.stopping) return;
    this.stopping = true;
    clearTimeout(this.idle);
    this.server.close();
    withdrawAddress(this.options.folder.supervisorAddress);
    console.log(new Date().toISOString(), 'stopping:', reason);
    this.announce({ type: 'ended', reason });
    void this.stopInfrastructure(exitCode);
  }

  private async start(): Promise<void> {
    try {
      this.running = await this.options.start((step) => this.announce({ type: 'progress', step }));
      if (!this.stopping) this.announceReady(this.running);
    } catch (error) {
      this.stop(1, `The local infrastructure could not be started. ${messageOf(error)}`);
    }
  }

  private async stopInfrastructure(exitCode: number): Promise<void> {
    try {
      await this.startup;
      await this.running?.stop();
      this.finish(exitCode);
    } catch (error) {
      console.error(error);
      this.finish(1);
    }
  }

  private announceReady({ endpoints, postgres, sqs }: Infrastructure): void {
    this.announce({ type: 'granted', endpoints });
    for (const [name, server] of Object.entries({ PostgreSQL: postgres.customer, 'The SQS server': sqs }))
      void server.exited.then(() => this.stop(1, `${name} ended unexpectedly.`));
  }

  private announce(message: SupervisorMessage): void {
    this.state = message;
    for (const socket of this.leases.connections) sendMessage(socket, message);
  }

  private serve(socket: Socket): void {
    socket.setNoDelay(true);
    socket.on('error', () => socket.destroy()); // a holder that was killed; 'close' follows
    socket.on('close', () => {
      this.leases.leave(socket);
      this.stopWhenIdle();
    });
    readMessages<ClientMessage>(socket, (message) => {
      switch (message.type) {
        case 'request':
          return this.enter(socket, message);
        case 'listening':
          return this.leases.note(socket, message.applications);
        case 'ask':
          return this.tell(socket, message.supervisor);
        case 'stop':
          return this.stopIfLast(socket);
      }
    });
  }

  private enter(socket: Socket, { supervisor, holder }: Extract<ClientMessage, { type: 'request' }>): void {
    if (supervisor !== this.id || this.stopping) return void socket.destroy();
    const refusal = this.leases.enter(socket, holder);
    if (refusal !== undefined) return sendMessage(socket, { type: 'refused', reason: refusal });
    clearTimeout(this.idle);
    this.startup ??= this.start(); // not earlier: there may never be a lease
    sendMessage(socket, { type: 'accepted', supervisor: this.id });
    sendMessage(socket, this.state);
  }

  private tell(socket: Socket, supervisor: string): void {
    if (supervisor !== this.id || this.stopping) return void socket.destroy();
    sendMessage(socket, { type: 'running', supervisor: this.id, applications: this.leases.running });
  }

  private stopIfLast(socket: Socket): void {
    this.leases.leave(socket);
    if (this.leases.empty) this.stop(0, 'the last user asked for it');
    else sendMessage(socket, { type: 'kept' });
  }

  private stopWhenIdle(): void {
    clearTimeout(this.idle);
    if (!this.leases.empty || this.stopping) return;
    this.idle = setTimeout(() => this.stop(0, 'it is no longer used'), this.options.idleMs);
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
