import type { BrokerDeadLetter, BrokerDeadLetterQueue } from '../dead-letters/broker-dead-letter-queue.port';
import type { InMemoryBroker } from './in-memory-broker';

const BATCH_SIZE = 10;
const VISIBILITY_MILLISECONDS = 60_000;

/** Reads the queue `<queue>-dlq` of the broker. The broker gives nothing up by itself: others put it there. */
export class InMemoryBrokerDeadLetterQueue implements BrokerDeadLetterQueue {
  constructor(
    private readonly queue: string,
    private readonly broker: InMemoryBroker,
  ) {}

  async take(keep: (deadLetters: readonly BrokerDeadLetter[]) => Promise<void>): Promise<number> {
    const deadLetterQueue = `${this.queue}-dlq`;
    const deliveries = this.broker.receive(deadLetterQueue, BATCH_SIZE, VISIBILITY_MILLISECONDS);
    if (deliveries.length === 0) return 0;
    await keep(
      deliveries.map(({ body, id, receiveCount }) => ({ queue: this.queue, brokerMessageId: id, body, receiveCount })),
    );
    for (const { receipt } of deliveries) this.broker.delete(deadLetterQueue, receipt);
    return deliveries.length;
  }
}
