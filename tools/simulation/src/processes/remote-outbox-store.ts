import type {
  Backlog,
  OutboxEntry,
  OutboxMonitor,
  OutboxStore,
  OutgoingMessage,
  PublishResult,
  RelayedBatch,
} from '@decouple/messaging-core';
import type { Holder, Resource } from '../outside/resource';
import type { SimulatedProcess } from './simulated-process';

type Deliver = (entries: readonly OutboxEntry[]) => Promise<readonly PublishResult[]>;

/**
 * The outbox as one process reaches it. `relay` is a transaction that stays open while the process delivers: it ends
 * without effect when the process dies or the database goes away, and its commit is a call that may fail.
 */
export class RemoteOutboxStore implements OutboxStore, OutboxMonitor {
  private readonly resource: Resource;
  private readonly outbox: OutboxStore & OutboxMonitor;

  constructor(
    private readonly process: SimulatedProcess,
    database: { readonly resource: Resource; readonly outbox: OutboxStore & OutboxMonitor },
    /** Whose death ends its transactions. */
    private readonly holder: Holder,
  ) {
    this.resource = database.resource;
    this.outbox = database.outbox;
  }

  add(messages: readonly OutgoingMessage[]): Promise<void> {
    return this.process.call(this.resource, 'add to the outbox', () => this.outbox.add(messages));
  }

  relay(limit: number, deliver: Deliver): Promise<RelayedBatch> {
    return this.process.call(this.resource, 'relay', async () => {
      let delivering: Promise<unknown> = Promise.resolve();
      const deliverAndCommit = async (entries: readonly OutboxEntry[]): Promise<readonly PublishResult[]> => {
        const deliveries = await deliver(entries);
        await this.process.call(this.resource, 'commit of the relay', async () => undefined);
        return deliveries;
      };
      try {
        return await this.outbox.relay(limit, (entries) => {
          const work = deliverAndCommit(entries);
          delivering = work;
          return this.resource.hold(work, this.holder);
        });
      } finally {
        // The connection may be gone long before the process has finished and learns of it.
        await Promise.allSettled([delivering]);
      }
    });
  }

  longestDue(): Promise<string | undefined> {
    return this.process.call(this.resource, 'look for the longest due entry', () => this.outbox.longestDue());
  }

  backlog(): Promise<Backlog> {
    return this.process.call(this.resource, 'backlog', () => this.outbox.backlog());
  }
}
