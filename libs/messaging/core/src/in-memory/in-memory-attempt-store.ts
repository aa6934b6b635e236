import type { MessageKey } from '../message/message-key';
import type { AttemptStore } from '../ports/attempt-store.port';
import type { Clock } from '../ports/clock.port';

interface Failures {
  readonly count: number;
  readonly lastFailedAt: Date;
}

export class InMemoryAttemptStore implements AttemptStore {
  private readonly failures = new Map<string, Failures>();

  constructor(private readonly clock: Clock) {}

  async countFailure(key: MessageKey): Promise<number> {
    const count = (this.failures.get(keyOf(key))?.count ?? 0) + 1;
    this.failures.set(keyOf(key), { count, lastFailedAt: this.clock.now() });
    return count;
  }

  async forgetBefore(moment: Date, limit: number): Promise<number> {
    const due = [...this.failures].filter(([, { lastFailedAt }]) => lastFailedAt.getTime() < moment.getTime());
    for (const [key] of due.slice(0, limit)) this.failures.delete(key);
    return Math.min(due.length, limit);
  }

  /** For the dead-letter store, which forgets the attempts in its own "transaction". */
  forgetNow(key: MessageKey): void {
    this.failures.delete(keyOf(key));
  }
}

function keyOf({ source, id }: MessageKey): string {
  return `${source} ${id}`;
}
