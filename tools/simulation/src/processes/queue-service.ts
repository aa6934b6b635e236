import {
  type AttemptStore,
  type BatchHandler,
  type DeadLetterStore,
  DEFAULT_OUTBOX_RELAY_OPTIONS,
  type DeliveryObserver,
  ERROR_POLICY,
  type FailureAnnouncer,
  MessageDispatcher,
  type MessageHandler,
  OutageBreaker,
  OutboxRelay,
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

export interface QueueServiceDeps {
  readonly queue: string;
  readonly database: {
    readonly resource: Resource;
    readonly outbox: OutboxStore;
    readonly attempts: AttemptStore;
    readonly deadLetters: DeadLetterStore;
  };
  readonly announcer: FailureAnnouncer;
  readonly handlerFor: (type: string) => MessageHandler | undefined;
  readonly observer: DeliveryObserver;
}

/** Longer than in the field: looking at empty outboxes is most of what a run would do. Nudges make up for it. */
const RELAY_POLL_MILLISECONDS = 5_000;
const SHUTDOWN_GRACE_MILLISECONDS = 20_000;

/** What the delivery of both services is made of, in the way in which the applications put it together. */
export class QueueService {
  private readonly relay: OutboxRelay;
  private readonly breaker: OutageBreaker;
  private readonly source: InMemoryMessageSource;

  constructor(process: SimulatedProcess, world: World, parts: QueueServiceDeps) {
    const { database, queue } = parts;
    const { broker, chance, journal, sabotage, scenario } = world;
    const { clock, monotonic } = process;
    const observer: DeliveryObserver = {
      observe(event) {
        const line = describeEvent(event);
        if (line !== undefined) journal.note(process.name, line);
        parts.observer.observe(event);
      },
    };
    const ports = { clock, monotonic, timers: process.timers, randomness: chance.randomness, observer };
    const holder = sabotage.transactionHolder(process);
    const outbox = new RemoteOutboxStore(process, database.resource, database.outbox, holder);
    const probe = (): Promise<void> => process.call(database.resource, 'probe', async () => undefined);
    this.relay = new OutboxRelay({
      store: outbox,
      publisher: sabotage.publisher(new RemotePublisher(process, world)),
      options: {
        ...DEFAULT_OUTBOX_RELAY_OPTIONS,
        batchSize: scenario.relayBatchSize,
        pollIntervalMilliseconds: RELAY_POLL_MILLISECONDS,
      },
      ...ports,
    });
    this.breaker = new OutageBreaker({
      component: 'consumer',
      resource: database.resource.name,
      probe,
      backoff: ERROR_POLICY.outage.backoff,
      ...ports,
    });
    const dispatcher = new MessageDispatcher({
      handlerFor: parts.handlerFor,
      announcer: parts.announcer,
      attempts: sabotage.attempts(remote(process, database.resource, database.attempts)),
      deadLetters: remote(process, database.resource, database.deadLetters),
      nudgeRelay: () => this.relay.nudge(),
      breaker: this.breaker,
      retryPolicy: scenario.retryPolicy,
      ...ports,
    });
    const connection = sabotage.broker(new BrokerConnection(process, world));
    this.source = new InMemoryMessageSource(queue, connection, monotonic, process.timers);
    const handle: BatchHandler = async (batch, signal) => {
      await process.travel(`delivery by the ${broker.resource.name}`);
      const dispositions = await dispatcher.handleBatch(batch, signal);
      await process.travel(`settlement at the ${broker.resource.name}`);
      return dispositions;
    };
    world.background(process.name, this.source.start(handle));
    this.relay.start();
  }

  nudgeRelay(): void {
    this.relay.nudge();
  }

  /** In the order of the applications: no more pulling, work in hand finished, the relay's batch settled. */
  async stop(): Promise<void> {
    await this.source.stop(this.breaker.isOpen ? 0 : SHUTDOWN_GRACE_MILLISECONDS);
    await this.breaker.stop();
    await this.relay.stop();
  }
}
