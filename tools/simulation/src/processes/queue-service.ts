import { type Message, parseMessage } from '@decouple/contracts';
import {
  type AttemptStore,
  createMessagingRuntime,
  type DeadLetterStore,
  DEFAULT_OUTBOX_RELAY_OPTIONS,
  type DeliveryObserver,
  type FailureAnnouncer,
  type MessageHandler,
  type MessagingRuntime,
  type OutboxMonitor,
  type OutboxStore,
} from '@decouple/messaging-core';
import { InMemoryMessageSource } from '@decouple/messaging-core/in-memory';
import { describeEvent } from '../journal/describe-event';
import type { Resource } from '../outside/resource';
import type { World } from '../world';
import { BrokerConnection } from './broker-connection';
import { remote } from './remote';
import { RemoteOutboxStore } from './remote-outbox-store';
import { RemotePublisher } from './remote-publisher';
import type { SimulatedProcess } from './simulated-process';
import { TravellingSource } from './travelling-source';

export interface QueueServiceDeps {
  readonly queue: string;
  readonly database: {
    readonly resource: Resource;
    readonly outbox: OutboxStore & OutboxMonitor;
    readonly attempts: AttemptStore;
    readonly deadLetters: DeadLetterStore;
  };
  readonly announcer: FailureAnnouncer<Message>;
  readonly handlerFor: (type: string) => MessageHandler<Message> | undefined;
  readonly observer: DeliveryObserver;
}

/** Longer than in production: polling empty outboxes is most of what a run would do. Nudges make up for it. */
const RELAY_POLL_MILLISECONDS = 5_000;
const SHUTDOWN_GRACE_SECONDS = 20;

/** The messaging runtime of a service, on stores and a broker that fail. */
export class QueueService {
  private readonly runtime: MessagingRuntime<Message>;

  constructor(
    process: SimulatedProcess,
    world: World,
    { announcer, database, handlerFor, ...parts }: QueueServiceDeps,
  ) {
    const { chance, journal, sabotage, scenario } = world;
    const { clock, monotonic, timers } = process;
    const observer: DeliveryObserver = {
      observe(event) {
        const line = describeEvent(event);
        if (line !== undefined) journal.note(process.name, line);
        parts.observer.observe(event);
      },
    };
    const connection = sabotage.broker(new BrokerConnection(process, world));
    const source = new InMemoryMessageSource(parts.queue, connection, monotonic, timers);
    this.runtime = createMessagingRuntime({
      store: {
        outbox: new RemoteOutboxStore(process, database, sabotage.transactionHolder(process)),
        attempts: sabotage.attempts(remote(process, database.resource, database.attempts)),
        deadLetters: remote(process, database.resource, database.deadLetters),
        probe: () => process.call(database.resource, 'probe', async () => undefined),
      },
      broker: {
        publisher: sabotage.publisher(new RemotePublisher(process, world)),
        source: new TravellingSource(source, process, world.broker.resource),
      },
      resource: database.resource.name,
      read: parseMessage,
      announcer,
      relayOptions: {
        ...DEFAULT_OUTBOX_RELAY_OPTIONS,
        batchSize: scenario.relayBatchSize,
        pollIntervalMilliseconds: RELAY_POLL_MILLISECONDS,
      },
      retryPolicy: scenario.retryPolicy,
      shutdownGraceSeconds: SHUTDOWN_GRACE_SECONDS,
      clock,
      monotonic,
      timers,
      randomness: chance.randomness,
      observer,
    });
    world.background(process.name, this.runtime.consumer.start(handlerFor));
    this.runtime.relay.start();
  }

  nudgeRelay(): void {
    this.runtime.relay.nudge();
  }

  /** In the order of the applications: pulling stops, handlers finish, the relay settles its batch. */
  async stop(): Promise<void> {
    await this.runtime.consumer.stop();
    await this.runtime.relay.stop();
  }
}
