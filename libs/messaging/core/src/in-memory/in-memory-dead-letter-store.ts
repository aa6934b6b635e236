import type { MessageKey } from '../message/message-key';
import type { OutgoingMessage } from '../message/outgoing-message';
import type { Clock } from '../ports/clock.port';
import type { DeadLetter, DeadLetterStore, StoredDeadLetter } from '../ports/dead-letter-store.port';
import type { InMemoryAttemptStore } from './in-memory-attempt-store';
import type { InMemoryOutboxStore } from './in-memory-outbox-store';

export class InMemoryDeadLetterStore implements DeadLetterStore {
  private readonly letters = new Map<string, StoredDeadLetter>();

  constructor(
    private readonly clock: Clock,
    private readonly outbox: InMemoryOutboxStore,
    private readonly attempts: InMemoryAttemptStore,
  ) {}

  async add(letter: DeadLetter, announcements: readonly OutgoingMessage[]): Promise<void> {
    this.addNow(letter);
    this.outbox.addNow(announcements);
    this.attempts.forgetNow(letter);
  }

  /** For the outbox, which keeps refused messages in its own "transaction". */
  addNow(letter: DeadLetter): void {
    const now = this.clock.now();
    const key = `${letter.queue} ${letter.source} ${letter.id}`;
    this.letters.set(key, { ...letter, firstSeenAt: this.letters.get(key)?.firstSeenAt ?? now, lastSeenAt: now });
  }

  async find({ source, id }: MessageKey): Promise<StoredDeadLetter | undefined> {
    return [...this.letters.values()].find((letter) => letter.source === source && letter.id === id);
  }

  async count(): Promise<number> {
    return this.letters.size;
  }
}
