import { connect, type Socket } from 'node:net';
import type { InfrastructureEndpoints } from '../infrastructure/infrastructure-endpoints';
import { isProcessAlive } from '../process/process-alive';
import { Signal } from '../process/signal';
import { waitUntil } from '../process/wait-until';
import { within } from '../process/within';
import {
  readMessages,
  type RunningApplications,
  sendMessage,
  type LeaseHolder,
  type SupervisorMessage,
} from './control-protocol';
import type { SupervisorAddress } from './supervisor-address';

/** A living supervisor on this machine answers in milliseconds; a busy machine may need longer. */
const ANSWER_WITHIN_MS = 10_000;
const STOPPED_WITHIN_MS = 30_000;
/** The connection closes just before the supervisor's process ends. */
const EXITED_WITHIN_MS = 20_000;

export class LeaseRefusedError extends Error {
  override readonly name = 'LeaseRefusedError';
}

export class InfrastructureStartError extends Error {
  override readonly name = 'InfrastructureStartError';
}

/** A conversation with the supervisor. While it is open, the lease lasts. */
export class SupervisorConnection {
  /** Resolves when the supervisor or the infrastructure has ended, with the reason as far as it was told. */
  readonly closed: Promise<string | undefined>;
  private readonly answered = new Signal<'accepted' | 'refused' | 'unknown'>();
  private readonly granted = new Signal<InfrastructureEndpoints | undefined>();
  private readonly kept = new Signal<true>();
  /** Why the supervisor refused, or why the infrastructure ended. */
  private reason: string | undefined;

  private constructor(
    private readonly socket: Socket,
    private readonly address: SupervisorAddress,
    private readonly onProgress: (step: string) => void,
  ) {
    readMessages<SupervisorMessage>(socket, (message) => this.receive(message));
    this.closed = new Promise((resolve) => {
      socket.once('close', () => {
        this.answered.give('unknown');
        this.granted.give(undefined);
        resolve(this.reason);
      });
    });
  }

  private receive(message: SupervisorMessage): void {
    switch (message.type) {
      case 'accepted':
        return this.answered.give(message.supervisor === this.address.id ? 'accepted' : 'unknown');
      case 'refused':
        this.reason = message.reason;
        return this.answered.give('refused');
      case 'progress':
        return this.onProgress(message.step);
      case 'granted':
        return this.granted.give(message.endpoints);
      case 'kept':
        return this.kept.give(true);
      case 'ended':
        this.reason = message.reason;
        return this.granted.give(undefined);
      case 'running':
        return; // the answer to a question that a holder does not ask
    }
  }

  /**
   * @returns undefined when no process with the supervisor's id answers at the address: it was killed, or is ending
   * @throws LeaseRefusedError when the application runs already
   */
  static async open(
    address: SupervisorAddress,
    holder: LeaseHolder,
    onProgress: (step: string) => void,
  ): Promise<SupervisorConnection | undefined> {
    const socket = connect({ port: address.port, host: '127.0.0.1', noDelay: true });
    socket.on('error', () => socket.destroy()); // 'close' follows
    const connection = new SupervisorConnection(socket, address, onProgress);
    sendMessage(socket, { type: 'request', supervisor: address.id, holder });
    const answer = await within(ANSWER_WITHIN_MS, connection.answered.value);
    if (answer === 'accepted') return connection;
    socket.destroy();
    if (answer === 'refused') throw new LeaseRefusedError(connection.reason);
    return undefined;
  }

  /**
   * @returns undefined when the supervisor ended without a word: it was just stopping, or was killed
   * @throws InfrastructureStartError when the infrastructure cannot be started
   */
  async endpoints(): Promise<InfrastructureEndpoints | undefined> {
    const endpoints = await this.granted.value;
    if (!endpoints && this.reason !== undefined) throw new InfrastructureStartError(this.reason);
    return endpoints;
  }

  /** Tells the supervisor which applications of this holder listen now. */
  announce(applications: RunningApplications): void {
    sendMessage(this.socket, { type: 'listening', applications });
  }

  /**
   * Stops the infrastructure unless another process uses it, and waits until it has stopped.
   * @returns whether it has ended
   */
  async stop(): Promise<boolean> {
    sendMessage(this.socket, { type: 'stop' });
    const kept = await within(STOPPED_WITHIN_MS, Promise.race([this.kept.value, this.closed]));
    this.socket.destroy();
    if (kept === true) return false;
    return waitUntil(() => !isProcessAlive(this.address.pid), { timeoutMs: EXITED_WITHIN_MS });
  }

  close(): void {
    this.socket.destroy();
  }
}
