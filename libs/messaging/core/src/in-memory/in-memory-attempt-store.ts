import type { QueuedMessageKey } from '../message/message-key';
import type { OutgoingMessage } from '../message/outgoing-message';
import type { AttemptStore, BookedFailure, CountedFailure } from '../consuming/attempt-store.port';
import type { Clock } from '../system/clock.port';
import type { InMemoryOutboxStore } from './in-memory-outbox-store';

type GivenUp = NonNullable<CountedFailure['givenUp']>;

interface Failures {
  readonly count: number;
  readonly lastFailedAt: Date;
}

export class InMemoryAttemptStore implements AttemptStore {
  private readonly failures = new Map<string, Failures>();
  private readonly givenUp = new Map<string, GivenUp>();

  constructor(
    private readonly clock: Clock,
    private readonly outbox: InMemoryOutboxStore,
  ) {}

  async countFailure(
    key: QueuedMessageKey,
    announce: (failure: CountedFailure) => readonly OutgoingMessage[] = () => [],
  ): Promise<BookedFailure> {
    const failure = {
      attempt: (this.failures.get(keyOf(key))?.count ?? 0) + 1,
      sequence: this.outbox.nextSequenceNow(),
      givenUp: this.givenUp.get(keyOf(key)),
    };
    const announcements = announce(failure);
    this.failures.set(keyOf(key), { count: failure.attempt, lastFailedAt: this.clock.now() });
    this.outbox.addNow(announcements);
    return { ...failure, announced: announcements.length };
  }

  async deleteOlderThan(moment: Date, limit: number): Promise<number> {
    const due = [...this.failures].filter(([, { lastFailedAt }]) => lastFailedAt.getTime() < moment.getTime());
    for (const [key] of due.slice(0, limit)) this.failures.delete(key);
    return Math.min(due.length, limit);
  }

  /** For the dead-letter store, which forgets the attempts in its own "transaction". */
  forgetNow(key: QueuedMessageKey): void {
    this.failures.delete(keyOf(key));
  }

  /** For the dead-letter store, whose dead letters are the messages given up. */
  noteGivenUpNow(key: QueuedMessageKey, deadLetter: GivenUp | undefined): void {
    if (deadLetter === undefined) this.givenUp.delete(keyOf(key));
    else this.givenUp.set(keyOf(key), { reasonCode: deadLetter.reasonCode, attempts: deadLetter.attempts });
  }
}

function keyOf({ queue, source, id }: QueuedMessageKey): string {
  return `${queue} ${source} ${id}`;
}
