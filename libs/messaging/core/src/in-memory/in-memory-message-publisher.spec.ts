import { describeMessagePublisherContract, systemClock } from '../testing';
import { InMemoryBroker } from './in-memory-broker';
import { InMemoryMessagePublisher } from './in-memory-message-publisher';

describeMessagePublisherContract(
  'InMemoryMessagePublisher',
  async () => {
    const broker = new InMemoryBroker(systemClock);
    return {
      publisher: new InMemoryMessagePublisher(broker, ['orders', 'order-status']),
      queues: ['orders', 'order-status'],
      bodiesIn: async (queue) => broker.contents(queue),
      close: async () => undefined,
    };
  },
  { outages: false },
);
