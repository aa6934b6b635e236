import {
  assertHandlerCoverage,
  type Clock,
  type Envelope,
  type MessageConsumer,
  type MessageHandler,
} from '@decouple/messaging-core';
import { type CustomTransportStrategy, type MessageHandler as NestHandler, Server } from '@nestjs/microservices';
import type { HandlerUse } from './handler-use';
import { handlerResultOf } from './handler-result';
import { QueueContext } from './queue-context';

export interface QueueTransportOptions<M extends Envelope> {
  readonly consumer: MessageConsumer<M>;
  /** Every message type that the queue carries; each needs exactly one handler. */
  readonly carriedTypes: readonly string[];
  readonly clock: Clock;
}

const UNUSED: Omit<HandlerUse, 'messageType'> = { handled: 0, lastHandledAt: undefined };

type ListenCallback = (error?: unknown) => void;

/**
 * Nest's way to the messages of one queue: `@EventPattern('<message type>')` methods with pipes, guards, interceptors
 * and filters, whose result settles the message. Nest's own `handleEvent` is not used: it resolves also when a handler
 * failed or is missing.
 */
export class QueueTransport<M extends Envelope = Envelope> extends Server implements CustomTransportStrategy {
  /** One entry per handler: Nest chains a second event handler and replaces a message handler, both in silence. */
  private readonly registered: string[] = [];
  private readonly uses = new Map<string, Omit<HandlerUse, 'messageType'>>();

  constructor(private readonly options: QueueTransportOptions<M>) {
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
    return this.options.consumer.stop();
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
    return this.options.consumer as T;
  }

  private async begin(): Promise<void> {
    const { carriedTypes, consumer } = this.options;
    assertHandlerCoverage(consumer.queue, carriedTypes, this.registered);
    // A type that another queue of this application carries does not belong on this one.
    const handlers = new Map(carriedTypes.map((type) => [type, this.handlerOf(type)]));
    await consumer.start((type) => handlers.get(type));
  }

  private handlerOf(type: string): MessageHandler<M> | undefined {
    const handler = this.getHandlerByPattern(type);
    if (handler === null) return undefined;
    const { clock } = this.options;
    const use: { handled: number; lastHandledAt: Date | undefined } = { ...UNUSED };
    this.uses.set(type, use);
    return (message, delivery) => {
      use.handled += 1;
      use.lastHandledAt = clock.now();
      return handlerResultOf(type, handler(message, new QueueContext(message, delivery)));
    };
  }
}
