import type { DeliveryObserver } from '../ports/delivery-observer.port';
import type { MessagePublisher, PublishResult } from '../ports/message-publisher.port';
import type { Delivery, OutboxEntry, OutboxStore, RelayedBatch } from '../ports/outbox-store.port';
import type { Randomness } from '../ports/randomness.port';
import type { Timers } from '../ports/timers.port';
import { backoffSeconds } from '../retry/retry-policy';

export interface OutboxRelayOptions {
  /** Entries claimed in one transaction. */
  readonly batchSize: number;
  /** Longest time between two looks at the outbox; finds what a crash of another process left behind. */
  readonly pollIntervalMilliseconds: number;
}

/** 200 entries are twenty SQS batches: enough to fill several requests in flight, few enough to repeat after a crash. */
export const DEFAULT_OUTBOX_RELAY_OPTIONS: OutboxRelayOptions = { batchSize: 200, pollIntervalMilliseconds: 1_000 };

export interface OutboxRelayParts {
  readonly store: OutboxStore;
  readonly publisher: MessagePublisher;
  readonly timers: Timers;
  readonly randomness: Randomness;
  readonly observer: DeliveryObserver;
  readonly options: OutboxRelayOptions;
}

const ENTRY_BACKOFF = { baseSeconds: 1, capSeconds: 300 };
const OUTAGE_BACKOFF = { baseSeconds: 0.25, capSeconds: 10 };

/**
 * Moves messages from the outbox to the broker, for as long as it runs. Any number of relays may run in any number of
 * processes: the store keeps them apart.
 */
export class OutboxRelay {
  private readonly stopping = new AbortController();
  private wakeUp = new AbortController();
  private loop: Promise<void> | undefined;
  private troubles = 0;

  constructor(private readonly parts: OutboxRelayParts) {}

  start(): void {
    this.loop ??= this.run();
  }

  /** Says that there is something to relay. Cheap; call it after every commit. */
  nudge(): void {
    this.wakeUp.abort();
  }

  /** Resolves when the batch in hand, if any, is settled and nothing more will be claimed. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.wakeUp.abort();
    await this.loop;
  }

  /** Relays one batch now. Rejects when the store does; a broker that is down is not an error of the batch. */
  async relayOnce(): Promise<RelayedBatch> {
    const { observer, options, publisher, store } = this.parts;
    let unavailable: string | undefined;
    const batch = await store.relay(options.batchSize, async (entries) => {
      const results = await publisher.publish(entries);
      unavailable = results.find((result) => result.status === 'unavailable')?.reason;
      return entries.map((entry, index) => this.judge(entry, results[index]));
    });
    if (batch.claimed > 0) observer.observe({ kind: 'outbox-relayed', ...batch });
    if (unavailable !== undefined) throw new Error(`The broker did not take the messages: ${unavailable}`);
    return batch;
  }

  private judge(entry: OutboxEntry, result: PublishResult | undefined): Delivery {
    if (result === undefined) throw new Error('The publisher returned fewer results than messages.');
    switch (result.status) {
      case 'sent':
        return { outcome: 'sent' };
      case 'unavailable':
        return { outcome: 'keep' };
      case 'refused':
      case 'failed':
        this.parts.observer.observe({
          kind: 'outbox-entry-failed',
          id: entry.id,
          type: entry.type,
          reason: result.reason,
        });
        return result.status === 'refused'
          ? { outcome: 'refused', reason: result.reason }
          : {
              outcome: 'retry',
              delayMilliseconds: backoffSeconds(ENTRY_BACKOFF, entry.attempts + 1, this.parts.randomness) * 1_000,
              reason: result.reason,
            };
    }
  }

  private async run(): Promise<void> {
    const { options, timers } = this.parts;
    while (!this.stopping.signal.aborted) {
      // Renewed before looking: a nudge that comes while the store is being asked is not lost.
      this.wakeUp = new AbortController();
      try {
        const { claimed } = await this.relayOnce();
        this.troubles = 0;
        if (claimed === options.batchSize) continue;
        await timers.sleep(options.pollIntervalMilliseconds, this.wakeUp.signal);
      } catch (error) {
        await this.pauseAfter(error);
      }
    }
  }

  /** Nudges do not shorten this pause: traffic must not turn an outage into a hot loop. */
  private async pauseAfter(error: unknown): Promise<void> {
    const { observer, randomness, timers } = this.parts;
    const ceiling = Math.min(OUTAGE_BACKOFF.capSeconds, OUTAGE_BACKOFF.baseSeconds * 2 ** Math.min(this.troubles, 10));
    this.troubles += 1;
    const retryInMilliseconds = Math.round((ceiling / 2 + (randomness.next() * ceiling) / 2) * 1_000);
    observer.observe({ kind: 'outbox-relay-failed', error, retryInMilliseconds });
    await timers.sleep(retryInMilliseconds, this.stopping.signal);
  }
}
