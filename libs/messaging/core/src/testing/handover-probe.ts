import type { Disposition, ReceivedMessage } from '../message/received-message';
import type { BatchHandler } from '../consuming/message-source.port';

export const ACKNOWLEDGE: Disposition = { action: 'acknowledge' };
export const redeliverAfter = (delaySeconds: number): Disposition => ({ action: 'redeliver', delaySeconds });

type Decide = (message: ReceivedMessage, signal: AbortSignal) => Disposition | Promise<Disposition>;

/** A batch handler that remembers what a source hands over, and lets a test wait for it. */
export class HandoverProbe {
  readonly batches: (readonly ReceivedMessage[])[] = [];
  private readonly waiting = new Set<() => void>();

  constructor(private readonly decide: Decide = () => ACKNOWLEDGE) {}

  readonly handle: BatchHandler = async (batch, signal) => {
    this.batches.push(batch);
    for (const look of [...this.waiting]) look();
    return Promise.all(batch.map(async (message) => this.decide(message, signal)));
  };

  get messages(): readonly ReceivedMessage[] {
    return this.batches.flat();
  }

  /** Resolves with everything handed over so far, as soon as that is at least `count` messages. */
  until(count: number): Promise<readonly ReceivedMessage[]> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (this.messages.length < count) return;
        this.waiting.delete(look);
        resolve(this.messages);
      };
      this.waiting.add(look);
      look();
    });
  }
}
