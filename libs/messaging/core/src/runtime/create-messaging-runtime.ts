import type { FailureAnnouncer } from '../announcing/failure-announcer';
import { ConcurrencyLimit } from '../consuming/concurrency-limit';
import { MessageConsumer } from '../consuming/message-consumer';
import { RateLimiter } from '../consuming/rate-limiter';
import type { Envelope, ReadMessage } from '../message/envelope';
import { OutageBreaker } from '../outage/outage-breaker';
import { DEFAULT_OUTBOX_RELAY_OPTIONS, OutboxRelay, type OutboxRelayOptions } from '../outbox/outbox-relay';
import { OutboxWatch } from '../outbox/outbox-watch';
import { ERROR_POLICY } from '../retry/error-policy';
import { DEFAULT_RETRY_POLICY, type RetryPolicy } from '../retry/retry-policy';
import type { DeliveryStore } from './delivery-store';
import type { QueueBroker } from './queue-broker';
import type { RuntimePorts } from './runtime-ports';

export interface MessagingRuntimeOptions<M extends Envelope> extends RuntimePorts {
  readonly store: Pick<DeliveryStore, 'outbox' | 'attempts' | 'deadLetters' | 'probe'>;
  readonly broker: Pick<QueueBroker, 'publisher' | 'source'>;
  /** Names the store in logs: `orders database`. */
  readonly resource: string;
  readonly read: ReadMessage<M>;
  /** Removes from the text of an unreadable message what must not be stored; nothing when absent. */
  readonly redact?: (body: string) => string;
  readonly announcer: FailureAnnouncer<M>;
  /** `DEFAULT_OUTBOX_RELAY_OPTIONS` when absent. */
  readonly relayOptions?: OutboxRelayOptions;
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

export interface MessagingRuntime<M extends Envelope> {
  /** Sends what the store holds. */
  readonly relay: OutboxRelay;
  /** Handles what the queue brings. */
  readonly consumer: MessageConsumer<M>;
  /** Notices an outbox that does not drain; call `look` periodically. */
  readonly watch: OutboxWatch;
}

/** Assembles what a service needs to send what it has stored, and to handle what its queue brings. Starts nothing. */
export function createMessagingRuntime<M extends Envelope>({
  announcer,
  broker,
  maxConcurrentMessages,
  maxMessagesPerSecond,
  read,
  redact,
  relayOptions = DEFAULT_OUTBOX_RELAY_OPTIONS,
  resource,
  retryPolicy = DEFAULT_RETRY_POLICY,
  shouldYield,
  shutdownGraceSeconds,
  store,
  ...ports
}: MessagingRuntimeOptions<M>): MessagingRuntime<M> {
  const { monotonic, timers } = ports;
  const relay = new OutboxRelay({
    store: store.outbox,
    publisher: broker.publisher,
    options: relayOptions,
    shouldYield,
    ...ports,
  });
  const breaker = new OutageBreaker({
    component: 'consumer',
    resource,
    probe: () => store.probe(),
    backoff: ERROR_POLICY.outage.backoff,
    ...ports,
  });
  const consumer = new MessageConsumer<M>({
    source: broker.source,
    read,
    redact,
    announcer,
    attempts: store.attempts,
    deadLetters: store.deadLetters,
    nudgeRelay: () => relay.nudge(),
    breaker,
    retryPolicy,
    rateLimiter:
      maxMessagesPerSecond === undefined ? undefined : new RateLimiter(maxMessagesPerSecond, monotonic, timers),
    concurrencyLimit: maxConcurrentMessages === undefined ? undefined : new ConcurrencyLimit(maxConcurrentMessages),
    shutdownGraceMilliseconds: shutdownGraceSeconds * 1_000,
    ...ports,
  });
  return { relay, consumer, watch: new OutboxWatch({ store: store.outbox, relay, monotonic }) };
}
