import type { Envelope } from '../message/envelope';
import { MessageDispatcher, type MessageDispatcherDeps } from './message-dispatcher';
import type { MessageHandler } from './message-handler';
import type { MessageSource, SourceHealth } from './message-source.port';

export interface MessageConsumerDeps<M extends Envelope> extends Omit<MessageDispatcherDeps<M>, 'handlerFor'> {
  readonly source: MessageSource;
  /** How long a stop waits for handlers before it aborts their signal. */
  readonly shutdownGraceMilliseconds: number;
}

export interface ConsumerHealth extends SourceHealth {
  /** A resource that the handlers need is down; nothing is pulled. */
  readonly breakerOpen: boolean;
  /** How long ago it last worked again after it had been down. */
  readonly lastOutageEndedAgeMilliseconds: number | undefined;
}

/** Pulls the messages of one queue and passes each to its handler, from `start` to `stop`. */
export class MessageConsumer<M extends Envelope> {
  private stopped: Promise<void> | undefined;

  constructor(private readonly deps: MessageConsumerDeps<M>) {}

  /** Logical name of the queue. */
  get queue(): string {
    return this.deps.source.queue;
  }

  /** Resolves when polling is set up. */
  start(handlerFor: (type: string) => MessageHandler<M> | undefined): Promise<void> {
    const dispatcher = new MessageDispatcher({ ...this.deps, handlerFor });
    return this.deps.source.start((batch, signal) => dispatcher.handleBatch(batch, signal));
  }

  /** Resolves when nothing is handled any more. Calling it again returns the same promise. */
  stop(): Promise<void> {
    this.stopped ??= this.drain();
    return this.stopped;
  }

  health(): ConsumerHealth {
    const { breaker, source } = this.deps;
    const { isOpen, lastOutageEndedAgeMilliseconds } = breaker;
    return { ...source.health(), breakerOpen: isOpen, lastOutageEndedAgeMilliseconds };
  }

  private async drain(): Promise<void> {
    const { breaker, shutdownGraceMilliseconds, source } = this.deps;
    // While the breaker is open nothing can finish: what waits for it returns to the queue at once.
    await source.stop(breaker.isOpen ? 0 : shutdownGraceMilliseconds);
    await breaker.stop();
  }
}
