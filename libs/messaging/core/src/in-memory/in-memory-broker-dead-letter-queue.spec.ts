import { describeBrokerDeadLetterQueueContract, VirtualClock } from '../testing';
import { InMemoryBroker, InMemoryBrokerDeadLetterQueue } from '.';

describeBrokerDeadLetterQueueContract('InMemoryBrokerDeadLetterQueue', async () => {
  const broker = new InMemoryBroker(new VirtualClock());
  return {
    queue: 'orders',
    brokerQueue: new InMemoryBrokerDeadLetterQueue('orders', broker),
    give: async (...bodies) => {
      for (const body of bodies) broker.send({ queue: 'orders-dlq', body });
    },
    depth: async () => broker.contents('orders-dlq').length,
    close: async () => undefined,
  };
});
