import type { MessageKey } from '../message/message-key';
import type { OutgoingMessage } from '../message/outgoing-message';
import type { Clock } from '../system/clock.port';
import type { DeadLetterRecord } from '../dead-letters/dead-letter-admin.port';
import type { DeadLetter, DeadLetterStore, StoredDeadLetter } from '../dead-letters/dead-letter-store.port';
import type { InMemoryAttemptStore } from './in-memory-attempt-store';
import type { InMemoryOutboxStore } from './in-memory-outbox-store';

export class InMemoryDeadLetterStore implements DeadLetterStore {
  private readonly letters = new Map<string, DeadLetterRecord>();
  private sequence = 0;

  constructor(
    private readonly clock: Clock,
    private readonly outbox: InMemoryOutboxStore,
    private readonly attempts: InMemoryAttemptStore,
  ) {}

  async add(
    letter: DeadLetter,
    announce: (sequence: number) => readonly OutgoingMessage[] = () => [],
  ): Promise<number> {
    const announcements = announce(this.outbox.nextSequenceNow());
    this.addNow(letter);
    this.outbox.addNow(announcements);
    this.attempts.forgetNow(letter);
    return announcements.length;
  }

  /** For the outbox, which keeps refused messages in its own "transaction". */
  addNow(letter: DeadLetter): void {
    const now = this.clock.now();
    const before = this.letters.get(keyOf(letter));
    this.sequence += 1;
    this.letters.set(keyOf(letter), {
      ...letter,
      deadLetterId: before?.deadLetterId ?? String(this.sequence),
      firstSeenAt: before?.firstSeenAt ?? now,
      lastSeenAt: now,
    });
    this.attempts.noteGivenUpNow(letter, letter);
  }

  /** For the office, which decides on letters in its own "transaction": those filed first come first. */
  filedNow(): readonly DeadLetterRecord[] {
    return [...this.letters.values()].sort((a, b) => Number(a.deadLetterId) - Number(b.deadLetterId));
  }

  removeNow(letter: DeadLetter): void {
    this.letters.delete(keyOf(letter));
    this.attempts.noteGivenUpNow(letter, undefined);
  }

  async find({ source, id }: MessageKey): Promise<StoredDeadLetter | undefined> {
    const letter = this.filedNow().find((candidate) => candidate.source === source && candidate.id === id);
    if (letter === undefined) return undefined;
    const { deadLetterId: _, ...stored } = letter;
    return stored;
  }

  async count(): Promise<number> {
    return this.letters.size;
  }
}

function keyOf({ id, queue, source }: DeadLetter): string {
  return `${queue} ${source} ${id}`;
}
