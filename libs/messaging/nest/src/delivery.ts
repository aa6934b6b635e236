import {
  type AttemptStore,
  type Clock,
  ConcurrencyLimit,
  type DatabaseGauge,
  type DeadLetterStore,
  DEFAULT_OUTBOX_RELAY_OPTIONS,
  DEFAULT_RETRY_POLICY,
  type DeliveryObserver,
  ERROR_POLICY,
  type FailureAnnouncer,
  type MessagePublisher,
  type MessageSource,
  type MonotonicClock,
  type BrokerDeadLetterQueue,
  OutageBreaker,
  OutboxRelay,
  type OutboxMonitor,
  type OutboxStore,
  OutboxWatch,
  type QueueGauge,
  type Randomness,
  RateLimiter,
  type RetryPolicy,
  type Timers,
} from '@decouple/messaging-core';
import { maskCardNumbers } from '@decouple/platform';
import type { DynamicModule } from '@nestjs/common';
import { QueueTransport } from './queue-transport';
import { type ServiceHealth, serviceHealth } from './service-health';

/** The part of a service's store that delivery works on. It shares its transactions with the business data. */
export interface DeliveryStore {
  readonly outbox: OutboxStore & OutboxMonitor;
  readonly attempts: AttemptStore;
  readonly deadLetters: DeadLetterStore;
  /** Absent when the store is not a database. */
  readonly database?: DatabaseGauge;
  /** Rejects while the store cannot be written to. */
  probe(): Promise<void>;
  close(): Promise<void>;
}

/** The adapters that talk to one broker. */
export interface QueueBroker {
  readonly publisher: MessagePublisher;
  /** Of the one queue that the service reads. */
  readonly source: MessageSource;
  /** Of all queues, whoever reads them. */
  readonly gauge: QueueGauge;
  /** What the broker itself gave up of that queue; absent when it never does. */
  readonly brokerDeadLetterQueue?: BrokerDeadLetterQueue | undefined;
  /** Nest modules that the adapters need; none when absent. */
  readonly modules?: readonly DynamicModule[];
  close(): Promise<void>;
}

/** The machine's own time and chance, or somebody else's, and whom to tell. */
export interface RuntimePorts {
  readonly clock: Clock;
  readonly monotonic: MonotonicClock;
  readonly timers: Timers;
  readonly randomness: Randomness;
  readonly observer: DeliveryObserver;
}

export interface MessagingRuntimeOptions extends RuntimePorts {
  readonly store: DeliveryStore;
  readonly broker: QueueBroker;
  /** What the store is, in words: `sales database`. */
  readonly resource: string;
  /** The message types that the queue carries. */
  readonly carriedTypes: readonly string[];
  readonly announcer: FailureAnnouncer;
  /** `DEFAULT_RETRY_POLICY` when absent. */
  readonly retryPolicy?: RetryPolicy;
  /** How fast messages may be handled; as fast as they come when absent. */
  readonly maxMessagesPerSecond?: number | undefined;
  /** How many messages may be handled at once; as many as come when absent. */
  readonly maxConcurrentMessages?: number | undefined;
  readonly shutdownGraceSeconds: number;
  /** Whether callers of this process wait for the processor that the outbox relay shares with them; never when absent. */
  readonly shouldYield?: () => boolean;
}

export interface MessagingRuntime {
  readonly relay: OutboxRelay;
  readonly transport: QueueTransport;
  readonly health: ServiceHealth;
  /** Has to be made to look, now and then. */
  readonly watch: OutboxWatch;
}

/** Puts together what a service needs to send what it has stored, and to handle what its queue brings. */
export function createMessagingRuntime(parts: MessagingRuntimeOptions): MessagingRuntime {
  const {
    announcer,
    broker,
    carriedTypes,
    clock,
    shouldYield,
    maxConcurrentMessages,
    maxMessagesPerSecond,
    monotonic,
    observer,
    randomness,
    resource,
    retryPolicy = DEFAULT_RETRY_POLICY,
    shutdownGraceSeconds,
    store,
    timers,
  } = parts;
  const ports: RuntimePorts = { clock, monotonic, timers, randomness, observer };
  const probe = (): Promise<void> => store.probe();
  const relay = new OutboxRelay({
    store: store.outbox,
    publisher: broker.publisher,
    options: DEFAULT_OUTBOX_RELAY_OPTIONS,
    shouldYield,
    ...ports,
  });
  const transport = new QueueTransport({
    source: broker.source,
    carriedTypes,
    dispatcher: {
      announcer,
      attempts: store.attempts,
      deadLetters: store.deadLetters,
      redact: maskCardNumbers,
      nudgeRelay: () => relay.nudge(),
      breaker: new OutageBreaker({
        component: 'consumer',
        resource,
        probe,
        backoff: ERROR_POLICY.outage.backoff,
        ...ports,
      }),
      retryPolicy,
      rateLimiter:
        maxMessagesPerSecond === undefined ? undefined : new RateLimiter(maxMessagesPerSecond, monotonic, timers),
      concurrencyLimit: maxConcurrentMessages === undefined ? undefined : new ConcurrencyLimit(maxConcurrentMessages),
      ...ports,
    },
    shutdownGraceMilliseconds: shutdownGraceSeconds * 1_000,
  });
  const watch = new OutboxWatch({ store: store.outbox, relay, monotonic });
  return { relay, transport, watch, health: serviceHealth({ transport, relay, watch, probe, ...ports }) };
}
