import { InfrastructureError } from '../outage/infrastructure.error';
import { type Outage, OutageBreaker } from '../outage/outage-breaker';
import type { Clock } from '../system/clock.port';
import type { DeliveryObserver } from '../monitoring/delivery-observer.port';
import type { MessagePublisher, PublishResult } from './message-publisher.port';
import type { MonotonicClock } from '../system/monotonic-clock.port';
import type { OutboxEntry, OutboxStore, RelayedBatch } from './outbox-store.port';
import type { Randomness } from '../system/randomness.port';
import type { Timers } from '../system/timers.port';
import { ERROR_POLICY } from '../retry/error-policy';
import { backoffSeconds } from '../retry/retry-policy';

export interface OutboxRelayOptions {
  /** Entries claimed in one transaction. */
  readonly batchSize: number;
  /** Longest time between two looks at the outbox; finds what a crash of another process left behind. */
  readonly pollIntervalMilliseconds: number;
  /**
   * Shortest time from one batch to the next, as long as they are not full: what comes in it goes together. A message that
   * comes alone is not kept waiting.
   */
  readonly gatherMilliseconds: number;
}

/**
 * 200 entries are twenty SQS batches: enough to fill several requests in flight, few enough to repeat after a crash.
 *
 * 20 ms gather a full request to SQS from 500 messages a second on, and are not felt beside the rest of the way. Measured
 * without them at 2,000 a second: batches of ten, 200 transactions a second beside those of the front door, whose slowest
 * answers waited for them.
 */
export const DEFAULT_OUTBOX_RELAY_OPTIONS: OutboxRelayOptions = {
  batchSize: 200,
  pollIntervalMilliseconds: 1_000,
  gatherMilliseconds: 20,
};

export interface OutboxRelayDeps {
  readonly store: OutboxStore;
  readonly publisher: MessagePublisher;
  /** For what operators read: since when an outage lasts. */
  readonly clock: Clock;
  readonly monotonic: MonotonicClock;
  readonly timers: Timers;
  readonly randomness: Randomness;
  readonly observer: DeliveryObserver;
  readonly options: OutboxRelayOptions;
  /**
   * Whether those who hand messages in wait for the processor that the relay shares with them; asked after each batch.
   * While it says yes, the relay goes on at a fraction of its speed. Never, when absent.
   */
  readonly shouldYield?: (() => boolean) | undefined;
}

const NUDGED = 'nudged';

/**
 * While callers wait for the processor, the relay pauses for this multiple of the time that its last batch took: stored
 * messages can wait, callers cannot. The backlog still shrinks, and goes in full batches.
 */
const REST_PER_BATCH_TIME = 4;

/** One request to SQS: enough to see whether broker and database work again. */
const PROBE_BATCH_SIZE = 10;

/**
 * Moves messages from the outbox to the broker, for as long as it runs. Any number of relays may run in any number of
 * processes: the store keeps them apart. While broker or database are down it pauses, probes with a small batch, and
 * goes on by itself; no entry loses a try by it.
 */
export class OutboxRelay {
  private readonly stopping = new AbortController();
  private wakeUp = new AbortController();
  private loop: Promise<void> | undefined;
  private readonly breaker: OutageBreaker;

  constructor(private readonly deps: OutboxRelayDeps) {
    this.breaker = new OutageBreaker({
      component: 'relay',
      resource: 'outbox relay',
      probe: () => this.relay(Math.min(PROBE_BATCH_SIZE, deps.options.batchSize)),
      backoff: ERROR_POLICY['relay-outage'].backoff,
      ...deps,
    });
  }

  /** The outage that the relay waits out; undefined while it works. */
  get outage(): Outage | undefined {
    return this.breaker.outage;
  }

  start(): void {
    this.loop ??= this.run();
  }

  /** Says that there is something to relay. Cheap; call it after every commit. */
  nudge(): void {
    // With a reason, and once: without one every abort creates an error with a stack, on the hot path of every sender.
    if (!this.wakeUp.signal.aborted) this.wakeUp.abort(NUDGED);
  }

  /** Resolves when the current batch, if any, is settled and nothing more will be claimed. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.wakeUp.abort();
    await this.breaker.stop();
    await this.loop;
  }

  /**
   * Relays one batch now.
   *
   * @throws InfrastructureError when the store or the broker is down; what the broker took before is settled all the same
   */
  relayOnce(): Promise<RelayedBatch> {
    return this.relay(this.deps.options.batchSize);
  }

  private async relay(limit: number): Promise<RelayedBatch> {
    const { observer, publisher, store } = this.deps;
    let unavailable: string | undefined;
    const batch = await store.relay(limit, async (entries) => {
      const results = await publisher.publish(entries);
      unavailable = results.find((result) => result.status === 'unavailable')?.reason;
      return entries.map((entry, index) => this.judge(entry, results[index]));
    });
    if (batch.claimed > 0) observer.observe({ kind: 'outbox-relayed', ...batch });
    if (unavailable !== undefined) throw new InfrastructureError('broker', unavailable);
    return batch;
  }

  /** Reports what the broker did not take, and gives a failed entry its pause. */
  private judge(entry: OutboxEntry, result: PublishResult | undefined): PublishResult {
    if (result === undefined) throw new Error('The publisher returned fewer results than messages.');
    if (result.status === 'sent' || result.status === 'unavailable') return result;
    const { observer, randomness } = this.deps;
    observer.observe({ kind: 'outbox-entry-failed', id: entry.id, type: entry.type, reason: result.reason });
    if (result.status === 'refused') return result;
    const seconds = backoffSeconds(ERROR_POLICY['entry-failed'].backoff, entry.attempts + 1, randomness);
    return { ...result, retryAfterMilliseconds: seconds * 1_000 };
  }

  private async run(): Promise<void> {
    const { shouldYield, monotonic, options, timers } = this.deps;
    const { signal } = this.stopping;
    while (!signal.aborted) {
      // Nudges do not shorten this: traffic must not turn an outage into a hot loop.
      await this.breaker.closed(signal);
      if (signal.aborted) break;
      // Renewed before looking: a nudge that comes while the store is being asked is not lost.
      this.wakeUp = new AbortController();
      try {
        const begunAt = monotonic.milliseconds();
        const { claimed } = await this.relayOnce();
        if (claimed > 0 && shouldYield?.() === true) {
          const rest = (monotonic.milliseconds() - begunAt) * REST_PER_BATCH_TIME;
          await timers.sleep(Math.min(rest, options.pollIntervalMilliseconds), signal);
          continue;
        }
        if (claimed === options.batchSize) continue;
        await timers.sleep(options.pollIntervalMilliseconds, this.wakeUp.signal);
        const gathers = begunAt + options.gatherMilliseconds - monotonic.milliseconds();
        if (claimed > 0 && gathers > 0) await timers.sleep(gathers, signal);
      } catch (error) {
        this.breaker.trip(error);
      }
    }
  }
}
