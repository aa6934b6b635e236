import type { OutgoingMessage } from '../message/outgoing-message';
import type { MessagePublisher, PublishResult } from '../outbox/message-publisher.port';
import type { InMemoryBroker } from './in-memory-broker';

export class InMemoryMessagePublisher implements MessagePublisher {
  constructor(
    private readonly broker: InMemoryBroker,
    private readonly queues: readonly string[],
  ) {}

  async publish(messages: readonly OutgoingMessage[]): Promise<readonly PublishResult[]> {
    return messages.map((message) => {
      if (!this.queues.includes(message.queue)) {
        return { status: 'refused', reason: `Queue "${message.queue}" is not configured.` };
      }
      this.broker.send(message);
      return { status: 'sent' };
    });
  }
}
