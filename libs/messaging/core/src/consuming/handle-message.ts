import { type Envelope, isUnreadable, type ReadMessage } from '../message/envelope';
import type { ReceivedMessage } from '../message/received-message';
import type { DeliveryObserver } from '../monitoring/delivery-observer.port';
import type { MonotonicClock } from '../system/monotonic-clock.port';
import { type HandlingErrorClass, errorClassOf } from './error-class';
import type { MessageHandler } from './message-handler';
import { PermanentError } from './permanent.error';

export interface HandleMessageDeps<M extends Envelope> {
  readonly read: ReadMessage<M>;
  readonly handlerFor: (type: string) => MessageHandler<M> | undefined;
  readonly monotonic: MonotonicClock;
  readonly observer: DeliveryObserver;
}

/** Why a message was not handled. */
export interface Failure<M extends Envelope> {
  readonly errorClass: HandlingErrorClass;
  readonly error: unknown;
  /** Undefined when the body cannot be read. */
  readonly message: M | undefined;
}

/** Reads one message and passes it to the handler of its type. */
export class HandleMessage<M extends Envelope> {
  constructor(private readonly deps: HandleMessageDeps<M>) {}

  /** @returns what failed; undefined when the message is settled. Never rejects. */
  async execute({ body, queue, receiveCount }: ReceivedMessage, signal: AbortSignal): Promise<Failure<M> | undefined> {
    const { handlerFor, monotonic, observer, read } = this.deps;
    let message: M;
    try {
      message = read(body);
    } catch (error) {
      return { errorClass: isUnreadable(error) ? 'unreadable' : 'reader-failed', message: undefined, error };
    }
    const { id, type } = message;
    const handler = handlerFor(type);
    if (handler === undefined) {
      const error = new PermanentError('message-type-unhandled', `Queue "${queue}" has no handler for ${type}.`);
      return { errorClass: 'unhandled', message, error };
    }
    const startedAt = monotonic.milliseconds();
    try {
      const result = await handler(message, { queue, receiveCount, signal });
      const durationMilliseconds = monotonic.milliseconds() - startedAt;
      observer.observe({ kind: 'message-settled', queue, type, id, result, durationMilliseconds });
      return undefined;
    } catch (error) {
      return { errorClass: errorClassOf(error, signal), message, error };
    }
  }
}
