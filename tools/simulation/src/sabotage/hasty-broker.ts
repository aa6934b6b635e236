import type { OutgoingMessage } from '@decouple/messaging-core';
import { type BrokerDelivery, InMemoryBroker } from '@decouple/messaging-core/in-memory';

/** Takes a message off the queue as soon as it is handed over, before anything is committed. */
export class HastyBroker extends InMemoryBroker {
  constructor(private readonly broker: InMemoryBroker) {
    super({ milliseconds: () => 0 });
  }

  override send(message: Pick<OutgoingMessage, 'queue' | 'body'>): void {
    this.broker.send(message);
  }

  override receive(queue: string, limit: number, visibilityMilliseconds: number): BrokerDelivery[] {
    const deliveries = this.broker.receive(queue, limit, visibilityMilliseconds);
    for (const { receipt } of deliveries) this.broker.delete(queue, receipt);
    return deliveries;
  }

  override onArrival(wake: () => void): () => void {
    return this.broker.onArrival(wake);
  }
}
