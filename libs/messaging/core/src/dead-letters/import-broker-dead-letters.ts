import { type Envelope, type ReadMessage, tryRead } from '../message/envelope';
import type { BrokerDeadLetter, BrokerDeadLetterQueue } from './broker-dead-letter-queue.port';
import { KeepDeadLetter, type KeepDeadLetterDeps } from './keep-dead-letter';

/** The reason code of what the broker gave up. The broker does not know what happened, only how often. */
export const BROKER_GAVE_UP = 'broker-gave-up';

/** Batches of one round: what is left waits for the next one. */
const MAX_BATCHES_PER_ROUND = 100;

export interface ImportBrokerDeadLettersDeps<M extends Envelope> extends KeepDeadLetterDeps<M> {
  readonly brokerQueue: BrokerDeadLetterQueue;
  readonly read: ReadMessage<M>;
}

/**
 * Moves what the broker gave up to the dead letters of the service. Repeating it is harmless: a message is kept once by
 * its identity, and removed from the broker only when it is kept.
 */
export class ImportBrokerDeadLetters<M extends Envelope> {
  private readonly deadLetters: KeepDeadLetter<M>;

  constructor(private readonly deps: ImportBrokerDeadLettersDeps<M>) {
    this.deadLetters = new KeepDeadLetter(deps);
  }

  /** @returns how many messages were moved */
  async execute(): Promise<number> {
    let moved = 0;
    for (let batch = 0; batch < MAX_BATCHES_PER_ROUND; batch += 1) {
      const removed = await this.deps.brokerQueue.take(async (deadLetters) => {
        for (const deadLetter of deadLetters) await this.keep(deadLetter);
      });
      if (removed === 0) break;
      moved += removed;
    }
    return moved;
  }

  private keep(received: BrokerDeadLetter): Promise<void> {
    const { receiveCount } = received;
    return this.deadLetters.execute({
      received,
      ...tryRead(this.deps.read, received.body),
      reasonCode: BROKER_GAVE_UP,
      error: new BrokerGaveUpError(receiveCount),
      attempts: Math.max(1, receiveCount),
    });
  }
}

class BrokerGaveUpError extends Error {
  override readonly name = 'BrokerGaveUp';
  /** Where the import runs says nothing about the message. */
  override readonly stack = '';

  constructor(receiveCount: number) {
    super(`The broker gave the message up after handing it over ${receiveCount} times.`);
  }
}
