import type { MessageKey } from '../message/message-key';
import type { OutgoingMessage } from '../message/outgoing-message';
import type { Clock } from '../system/clock.port';
import type { DeadLetterRecord } from '../dead-letters/dead-letter-admin.port';
import type { DeadLetter, DeadLetterStore, StoredDeadLetter } from '../dead-letters/dead-letter-store.port';
import type { InMemoryAttemptStore } from './in-memory-attempt-store';
import type { InMemoryOutboxStore } from './in-memory-outbox-store';

export class InMemoryDeadLetterStore implements DeadLetterStore {
  private readonly records = new Map<string, DeadLetterRecord>();
  private sequence = 0;

  constructor(
    private readonly clock: Clock,
    private readonly outbox: InMemoryOutboxStore,
    private readonly attempts: InMemoryAttemptStore,
  ) {}

  async add(
    deadLetter: DeadLetter,
    announce: (sequence: number) => readonly OutgoingMessage[] = () => [],
  ): Promise<number> {
    const announcements = announce(this.outbox.nextSequenceNow());
    this.addNow(deadLetter);
    this.outbox.addNow(announcements);
    this.attempts.forgetNow(deadLetter);
    return announcements.length;
  }

  /** For the outbox, which keeps refused messages in its own "transaction". */
  addNow(deadLetter: DeadLetter): void {
    const now = this.clock.now();
    const before = this.records.get(keyOf(deadLetter));
    this.sequence += 1;
    this.records.set(keyOf(deadLetter), {
      ...deadLetter,
      deadLetterId: before?.deadLetterId ?? String(this.sequence),
      firstSeenAt: before?.firstSeenAt ?? now,
      lastSeenAt: now,
    });
    this.attempts.noteGivenUpNow(deadLetter, deadLetter);
  }

  /** For `InMemoryDeadLetterAdmin`, which decides in its own "transaction". Sorted by number: oldest first. */
  filedNow(): readonly DeadLetterRecord[] {
    return [...this.records.values()].sort((a, b) => Number(a.deadLetterId) - Number(b.deadLetterId));
  }

  removeNow(deadLetter: DeadLetter): void {
    this.records.delete(keyOf(deadLetter));
    this.attempts.noteGivenUpNow(deadLetter, undefined);
  }

  async find({ source, id }: MessageKey): Promise<StoredDeadLetter | undefined> {
    const deadLetter = this.filedNow().find((candidate) => candidate.source === source && candidate.id === id);
    if (deadLetter === undefined) return undefined;
    const { deadLetterId: _, ...stored } = deadLetter;
    return stored;
  }

  async count(): Promise<number> {
    return this.records.size;
  }
}

function keyOf({ id, queue, source }: DeadLetter): string {
  return `${queue} ${source} ${id}`;
}
