import type { OutgoingMessage } from '../message/outgoing-message';
import type { QueuedMessageKey } from '../message/message-key';
import type { MonotonicClock } from '../system/monotonic-clock.port';
import type { OutboxMonitor } from '../outbox/outbox-monitor.port';
import type { PublishResult } from '../outbox/message-publisher.port';
import type { Backlog, OutboxEntry, OutboxStore, RelayedBatch } from '../outbox/outbox-store.port';

interface StoredEntry {
  readonly message: OutgoingMessage;
  readonly storedAt: number;
  attempts: number;
  dueAt: number;
  claimed: boolean;
}

export interface InMemoryOutboxHooks {
  /** Runs together with the removal of sent messages. */
  readonly onSent?: (messages: readonly OutgoingMessage[]) => void;
  /** Runs together with the removal of refused messages. */
  readonly onRefused?: (entry: OutboxEntry, reason: string) => void;
}

/** An outbox for as long as the process lives. JavaScript runs one step at a time, so a synchronous method is atomic. */
export class InMemoryOutboxStore implements OutboxStore, OutboxMonitor {
  private readonly entries = new Map<string, StoredEntry>();
  private sequence = 0;

  constructor(
    private readonly monotonic: MonotonicClock,
    private readonly hooks: InMemoryOutboxHooks = {},
  ) {}

  /** For in-memory stores of business data, which add messages in their own synchronous "transaction". */
  addNow(messages: readonly OutgoingMessage[], delayMilliseconds = 0): void {
    const now = this.monotonic.milliseconds();
    for (const message of messages) {
      const key = keyOf(message);
      if (this.entries.has(key)) continue;
      this.entries.set(key, { message, storedAt: now, attempts: 0, dueAt: now + delayMilliseconds, claimed: false });
    }
  }

  /** For stores that announce something in their own synchronous "transaction": a number greater than all before. */
  nextSequenceNow(): number {
    this.sequence += 1;
    return this.sequence;
  }

  /** Whether a message waits for its queue. */
  holdsNow(message: QueuedMessageKey): boolean {
    return this.entries.has(keyOf(message));
  }

  async add(messages: readonly OutgoingMessage[]): Promise<void> {
    this.addNow(messages);
  }

  async relay(
    limit: number,
    publish: (entries: readonly OutboxEntry[]) => Promise<readonly PublishResult[]>,
  ): Promise<RelayedBatch> {
    const claimed = this.claim(limit);
    if (claimed.length === 0) return { claimed: 0, sent: 0 };
    try {
      const results = await publish(claimed.map(({ message, attempts }) => ({ ...message, attempts })));
      return { claimed: claimed.length, sent: this.apply(claimed, results) };
    } finally {
      for (const entry of claimed) entry.claimed = false;
    }
  }

  async longestDue(): Promise<string | undefined> {
    const [entry] = this.due();
    return entry && keyOf(entry.message);
  }

  async backlog(): Promise<Backlog> {
    const now = this.monotonic.milliseconds();
    const ages = [...this.entries.values()].map(({ storedAt }) => (now - storedAt) / 1_000);
    return { count: ages.length, oldestAgeSeconds: ages.reduce((oldest, age) => Math.max(oldest, age), 0) };
  }

  private claim(limit: number): StoredEntry[] {
    const claimed = this.due()
      .filter((entry) => !entry.claimed)
      .slice(0, limit);
    for (const entry of claimed) entry.claimed = true;
    return claimed;
  }

  private due(): StoredEntry[] {
    const now = this.monotonic.milliseconds();
    return [...this.entries.values()].filter(({ dueAt }) => dueAt <= now).sort((a, b) => a.dueAt - b.dueAt);
  }

  private apply(claimed: readonly StoredEntry[], results: readonly PublishResult[]): number {
    const sent: OutgoingMessage[] = [];
    claimed.forEach((entry, index) => {
      const result = results[index];
      switch (result?.status) {
        case 'sent':
          this.entries.delete(keyOf(entry.message));
          sent.push(entry.message);
          break;
        case 'refused':
          this.entries.delete(keyOf(entry.message));
          this.hooks.onRefused?.({ ...entry.message, attempts: entry.attempts + 1 }, result.reason);
          break;
        case 'failed':
          entry.attempts += 1;
          entry.dueAt = this.monotonic.milliseconds() + (result.retryAfterMilliseconds ?? 0);
          break;
        case 'unavailable':
        case undefined:
          break;
      }
    });
    this.hooks.onSent?.(sent);
    return sent.length;
  }
}

function keyOf({ queue, source, id }: QueuedMessageKey): string {
  return `${queue} ${source} ${id}`;
}
