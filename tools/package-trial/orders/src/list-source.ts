import type { BatchHandler, Disposition, MessageSource, ReceivedMessage, SourceHealth } from '@decouple/messaging-core';
import type { MessageSourceSettings } from '@decouple/messaging-core/testing';
import { setTimeout as sleep } from 'node:timers/promises';

interface Entry {
  readonly id: string;
  readonly body: string;
  visibleAt: number;
  receives: number;
}

const POLL_MILLISECONDS = 10;

/** An adapter of our own: a queue in an array. */
export class ListSource implements MessageSource {
  readonly queue = 'list';
  private readonly entries: Entry[] = [];
  private readonly batchStarts = new Set<{ readonly at: number }>();
  private readonly abort = new AbortController();
  private loops: Promise<unknown> | undefined;
  private stopped: Promise<void> | undefined;
  private stopping = false;
  private lastPollAt: number | undefined;

  constructor(private readonly settings: MessageSourceSettings) {}

  send(body: string): void {
    this.entries.push({ id: `list-${performance.now()}-${this.entries.length}`, body, visibleAt: 0, receives: 0 });
  }

  depth(): number {
    return this.entries.length;
  }

  take(limit: number): readonly Entry[] {
    const now = performance.now();
    const taken = this.entries.filter(({ visibleAt }) => visibleAt <= now).slice(0, limit);
    for (const entry of taken) {
      entry.visibleAt = now + this.settings.visibilityTimeoutSeconds * 1_000;
      entry.receives += 1;
    }
    return taken;
  }

  async start(handle: BatchHandler): Promise<void> {
    if (this.loops !== undefined) throw new Error(`The source of queue ${this.queue} is already started.`);
    this.loops = Promise.all(Array.from({ length: this.settings.loops }, () => this.run(handle)));
  }

  stop(graceMilliseconds: number): Promise<void> {
    this.stopped ??= this.drain(graceMilliseconds);
    return this.stopped;
  }

  health(): SourceHealth {
    const now = performance.now();
    const ages = [...this.batchStarts].map(({ at }) => now - at);
    return {
      lastPollAgeMilliseconds: this.lastPollAt === undefined ? undefined : now - this.lastPollAt,
      oldestBatchAgeMilliseconds: ages.length === 0 ? undefined : Math.max(...ages),
      pollsFailingForMilliseconds: undefined,
    };
  }

  private async drain(graceMilliseconds: number): Promise<void> {
    this.stopping = true;
    const timer = setTimeout(() => this.abort.abort(), graceMilliseconds);
    await this.loops;
    clearTimeout(timer);
  }

  private async run(handle: BatchHandler): Promise<void> {
    while (!this.stopping) {
      const batch = this.take(this.settings.batchSize);
      this.lastPollAt = performance.now();
      if (batch.length > 0) await this.process(batch, handle);
      else await sleep(POLL_MILLISECONDS);
    }
  }

  private async process(batch: readonly Entry[], handle: BatchHandler): Promise<void> {
    const visibility = this.settings.visibilityTimeoutSeconds * 1_000;
    const started = { at: performance.now() };
    this.batchStarts.add(started);
    const heartbeat = setInterval(() => hide(batch, visibility), visibility / 2);
    try {
      const dispositions = await handle(batch.map(this.received), this.abort.signal);
      batch.forEach((entry, index) => this.settle(entry, dispositions[index]));
    } finally {
      clearInterval(heartbeat);
      this.batchStarts.delete(started);
    }
  }

  private readonly received = ({ body, id, receives }: Entry): ReceivedMessage => ({
    queue: this.queue,
    brokerMessageId: id,
    body,
    receiveCount: receives,
  });

  private settle(entry: Entry, disposition: Disposition | undefined): void {
    if (disposition?.action === 'acknowledge') this.entries.splice(this.entries.indexOf(entry), 1);
    else if (disposition !== undefined) hide([entry], disposition.delaySeconds * 1_000);
  }
}

function hide(batch: readonly Entry[], milliseconds: number): void {
  for (const entry of batch) entry.visibleAt = performance.now() + milliseconds;
}
