import {
  assertHandlerCoverage,
  MessageDispatcher,
  type MessageDispatcherDeps,
  type MessageHandler,
  type MessageSource,
  type SourceHealth,
} from '@decouple/messaging-core';
import { type CustomTransportStrategy, type MessageHandler as NestHandler, Server } from '@nestjs/microservices';
import type { HandlerUse } from './handler-use';
import { handlerResultOf } from './handler-result';
import { QueueContext } from './queue-context';

export interface QueueTransportOptions {
  readonly source: MessageSource;
  /** Every message type that the queue carries; each needs exactly one handler. */
  readonly carriedTypes: readonly string[];
  readonly dispatcher: Omit<MessageDispatcherDeps, 'handlerFor'>;
  /** How long a shutdown waits for handlers before it aborts their signal. */
  readonly shutdownGraceMilliseconds: number;
}

export interface QueueTransportHealth extends SourceHealth {
  /** A resource that the handlers need is down; nothing is pulled. */
  readonly breakerOpen: boolean;
  /** How long ago it last worked again after it had been down. */
  readonly lastOutageEndedAgeMilliseconds: number | undefined;
}

const UNUSED: Omit<HandlerUse, 'messageType'> = { handled: 0, lastHandledAt: undefined };

type ListenCallback = (error?: unknown) => void;

/**
 * Nest's way to the messages of one queue: `@EventPattern('<message type>')` methods with pipes, guards, interceptors
 * and filters, whose outcome decides what becomes of the message. Nest's own `handleEvent` is not used: it resolves
 * whether a handler failed or is missing altogether.
 */
export class QueueTransport extends Server implements CustomTransportStrategy {
  /** One entry per handler: Nest chains a second event handler and replaces a message handler, both in silence. */
  private readonly registered: string[] = [];
  private readonly uses = new Map<string, Omit<HandlerUse, 'messageType'>>();
  private closed: Promise<void> | undefined;

  constructor(private readonly options: QueueTransportOptions) {
    super();
  }

  override addHandler(
    pattern: unknown,
    callback: NestHandler,
    isEventHandler = false,
    extras: Record<string, unknown> = {},
  ): void {
    if (typeof pattern === 'string') this.registered.push(pattern);
    super.addHandler(pattern, callback, isEventHandler, extras);
  }

  /** Calls back with HandlerCoverageError, or whatever keeps the source from starting: then the application must not start. */
  listen(callback: ListenCallback): void {
    void this.begin().then(() => callback(), callback);
  }

  /** Resolves when nothing is handled any more. Any number of calls is one close. */
  close(): Promise<void> {
    this.closed ??= this.drain();
    return this.closed;
  }

  health(): QueueTransportHealth {
    const { dispatcher, source } = this.options;
    const { isOpen, lastOutageEndedAgeMilliseconds } = dispatcher.breaker;
    return { ...source.health(), breakerOpen: isOpen, lastOutageEndedAgeMilliseconds };
  }

  /** What it declares to handle: the carried types that have a handler. */
  handlers(): readonly HandlerUse[] {
    return this.options.carriedTypes
      .filter((messageType) => this.registered.includes(messageType))
      .map((messageType) => ({ messageType, ...(this.uses.get(messageType) ?? UNUSED) }));
  }

  on(event: string): never {
    throw new Error(`The queue transport has no event "${event}": what it does goes to the DeliveryObserver.`);
  }

  unwrap<T>(): T {
    return this.options.source as T;
  }

  private async begin(): Promise<void> {
    const { carriedTypes, dispatcher: deps, source } = this.options;
    assertHandlerCoverage(source.queue, carriedTypes, this.registered);
    // A type that another queue of this application carries has no business here.
    const handlers = new Map(carriedTypes.map((type) => [type, this.handlerOf(type)]));
    const dispatcher = new MessageDispatcher({ ...deps, handlerFor: (type) => handlers.get(type) });
    await source.start((batch, signal) => dispatcher.handleBatch(batch, signal));
  }

  private handlerOf(type: string): MessageHandler | undefined {
    const handler = this.getHandlerByPattern(type);
    if (handler === null) return undefined;
    const { clock } = this.options.dispatcher;
    const use: { handled: number; lastHandledAt: Date | undefined } = { ...UNUSED };
    this.uses.set(type, use);
    return (message, delivery) => {
      use.handled += 1;
      use.lastHandledAt = clock.now();
      return handlerResultOf(type, handler(message, new QueueContext(message, delivery)));
    };
  }

  private async drain(): Promise<void> {
    const { dispatcher, shutdownGraceMilliseconds, source } = this.options;
    // While the breaker is open nothing can finish: what waits for it goes back to the queue at once.
    await source.stop(dispatcher.breaker.isOpen ? 0 : shutdownGraceMilliseconds);
    await dispatcher.breaker.stop();
  }
}
