import type { MessageKey } from '../message/message-key';
import type { AttemptStore } from '../ports/attempt-store.port';

export class InMemoryAttemptStore implements AttemptStore {
  private readonly failures = new Map<string, number>();

  async countFailure(key: MessageKey): Promise<number> {
    const count = (this.failures.get(keyOf(key)) ?? 0) + 1;
    this.failures.set(keyOf(key), count);
    return count;
  }

  /** For the dead-letter store, which forgets the attempts in its own "transaction". */
  forgetNow(key: MessageKey): void {
    this.failures.delete(keyOf(key));
  }
}

function keyOf({ source, id }: MessageKey): string {
  return `${source} ${id}`;
}
