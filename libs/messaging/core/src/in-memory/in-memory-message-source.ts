import type { Disposition } from '../message/received-message';
import type { BatchHandler, MessageSource, SourceHealth } from '../consuming/message-source.port';
import type { MonotonicClock } from '../system/monotonic-clock.port';
import type { Timers } from '../system/timers.port';
import type { BrokerDelivery, InMemoryBroker } from './in-memory-broker';

export interface InMemoryMessageSourceOptions {
  readonly loops: number;
  readonly batchSize: number;
  readonly visibilityTimeoutSeconds: number;
}

const DEFAULT_OPTIONS: InMemoryMessageSourceOptions = { loops: 2, batchSize: 10, visibilityTimeoutSeconds: 30 };
const LONGEST_POLL_MILLISECONDS = 1_000;

export class InMemoryMessageSource implements MessageSource {
  private readonly stopping = new AbortController();
  private readonly aborting = new AbortController();
  private readonly batchStarts = new Map<number, number>();
  private running: Promise<void> | undefined;
  private stopped: Promise<void> | undefined;
  private lastPollAt: number | undefined;
  private batches = 0;

  constructor(
    readonly queue: string,
    private readonly broker: InMemoryBroker,
    private readonly monotonic: MonotonicClock,
    private readonly timers: Timers,
    private readonly options: InMemoryMessageSourceOptions = DEFAULT_OPTIONS,
  ) {}

  async start(handle: BatchHandler): Promise<void> {
    if (this.running !== undefined) throw new Error(`The source of queue "${this.queue}" runs already.`);
    const loops = Array.from({ length: this.options.loops }, () => this.run(handle));
    this.running = Promise.all(loops).then(() => undefined);
  }

  stop(graceMilliseconds: number): Promise<void> {
    this.stopped ??= this.drain(graceMilliseconds);
    return this.stopped;
  }

  health(): SourceHealth {
    const now = this.monotonic.milliseconds();
    const ages = [...this.batchStarts.values()].map((startedAt) => now - startedAt);
    return {
      lastPollAgeMilliseconds: this.lastPollAt === undefined ? undefined : now - this.lastPollAt,
      oldestBatchAgeMilliseconds: ages.length === 0 ? undefined : Math.max(...ages),
      pollsFailingForMilliseconds: undefined,
    };
  }

  private async drain(graceMilliseconds: number): Promise<void> {
    this.stopping.abort();
    const drained = new AbortController();
    const grace = this.timers.sleep(graceMilliseconds, drained.signal).then(() => this.aborting.abort());
    await this.running;
    drained.abort();
    await grace;
  }

  private async run(handle: BatchHandler): Promise<void> {
    while (!this.stopping.signal.aborted) {
      const { batchSize, visibilityTimeoutSeconds } = this.options;
      const batch = this.broker.receive(this.queue, batchSize, visibilityTimeoutSeconds * 1_000);
      this.lastPollAt = this.monotonic.milliseconds();
      if (batch.length === 0) await this.nextArrival();
      else await this.process(batch, handle);
    }
  }

  private async process(batch: readonly BrokerDelivery[], handle: BatchHandler): Promise<void> {
    const number = (this.batches += 1);
    this.batchStarts.set(number, this.monotonic.milliseconds());
    const finished = new AbortController();
    const heartbeat = this.keepInvisible(batch, finished.signal);
    const received = batch.map(({ id, body, receiveCount }) => ({
      queue: this.queue,
      brokerMessageId: id,
      body,
      receiveCount,
    }));
    try {
      const dispositions = await handle(received, this.aborting.signal);
      // The heartbeat must be over before a delay is set, or it would overwrite the delay.
      finished.abort();
      await heartbeat;
      batch.forEach((delivery, index) => this.apply(delivery, dispositions[index]));
    } finally {
      finished.abort();
      this.batchStarts.delete(number);
    }
  }

  private apply({ receipt }: BrokerDelivery, disposition: Disposition | undefined): void {
    if (disposition === undefined) return;
    if (disposition.action === 'acknowledge') this.broker.delete(this.queue, receipt);
    else this.broker.changeVisibility(this.queue, receipt, disposition.delaySeconds * 1_000);
  }

  private async keepInvisible(batch: readonly BrokerDelivery[], finished: AbortSignal): Promise<void> {
    const visibility = this.options.visibilityTimeoutSeconds * 1_000;
    for (;;) {
      await this.timers.sleep(visibility / 2, finished);
      if (finished.aborted) return;
      for (const { receipt } of batch) this.broker.changeVisibility(this.queue, receipt, visibility);
    }
  }

  private async nextArrival(): Promise<void> {
    const wake = new AbortController();
    const wakeNow = (): void => wake.abort();
    const forget = this.broker.onArrival(wakeNow);
    this.stopping.signal.addEventListener('abort', wakeNow, { once: true });
    await this.timers.sleep(LONGEST_POLL_MILLISECONDS, wake.signal);
    this.stopping.signal.removeEventListener('abort', wakeNow);
    forget();
  }
}
