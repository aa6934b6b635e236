import { ERROR_POLICY, MessageConsumer, NO_ANNOUNCEMENTS, OutageBreaker } from '@decouple/messaging-core';
import {
  InMemoryAttemptStore,
  InMemoryBroker,
  InMemoryDeadLetterStore,
  InMemoryMessageSource,
  InMemoryOutboxStore,
} from '@decouple/messaging-core/in-memory';
import {
  anOrderPlaced,
  ORDER_PLACED,
  type OrderPlaced,
  readOrder,
  RecordingObserver,
  systemClock,
  systemRandomness,
  systemTimers,
} from '@decouple/messaging-core/testing';
import { QueueTransport } from '../queue-transport';

export const QUEUE = 'orders';

export interface TransportFixtureOptions {
  readonly carriedTypes?: readonly string[];
  readonly shutdownGraceMilliseconds?: number;
  /** The probe of the breaker; always rejects when absent. */
  readonly probe?: () => Promise<void>;
}

/** A transport on a queue in memory, with everything around it that settles a message. */
export class TransportFixture {
  readonly observer = new RecordingObserver();
  readonly broker = new InMemoryBroker(systemClock);
  readonly outbox = new InMemoryOutboxStore(systemClock);
  readonly attempts = new InMemoryAttemptStore(systemClock, this.outbox);
  readonly deadLetters = new InMemoryDeadLetterStore(systemClock, this.outbox, this.attempts);
  readonly source = new InMemoryMessageSource(QUEUE, this.broker, systemClock, systemTimers);
  readonly breaker: OutageBreaker;
  readonly consumer: MessageConsumer<OrderPlaced>;
  readonly transport: QueueTransport<OrderPlaced>;
  private sequence = 0;

  constructor(options: TransportFixtureOptions = {}) {
    const { observer, attempts, deadLetters, source } = this;
    const ports = {
      clock: systemClock,
      monotonic: systemClock,
      timers: systemTimers,
      randomness: systemRandomness,
      observer,
    };
    const probe = options.probe ?? (() => Promise.reject(new Error('still down')));
    this.breaker = new OutageBreaker({
      component: 'consumer',
      resource: 'orders database',
      backoff: ERROR_POLICY.outage.backoff,
      probe,
      ...ports,
    });
    this.consumer = new MessageConsumer({
      source,
      read: readOrder,
      announcer: NO_ANNOUNCEMENTS,
      attempts,
      deadLetters,
      nudgeRelay: () => undefined,
      breaker: this.breaker,
      retryPolicy: { maxAttempts: 3, baseSeconds: 600, capSeconds: 600 },
      shutdownGraceMilliseconds: options.shutdownGraceMilliseconds ?? 60_000,
      ...ports,
    });
    this.transport = new QueueTransport({
      consumer: this.consumer,
      carriedTypes: options.carriedTypes ?? [ORDER_PLACED],
      clock: systemClock,
    });
  }

  send(): OrderPlaced {
    this.sequence += 1;
    const message = anOrderPlaced({ id: `m-${this.sequence}`, source: 'urn:test' });
    this.broker.send({ queue: QUEUE, body: JSON.stringify(message) });
    return message;
  }

  /** How many messages the queue still holds, visible or not. */
  get depth(): number {
    return this.broker.contents(QUEUE).length;
  }
}
