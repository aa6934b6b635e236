import { describeBrokerDeadLetterQueueContract, VirtualClock } from '../testing';
import { InMemoryBroker, InMemoryBrokerDeadLetterQueue } from '.';

describeBrokerDeadLetterQueueContract('InMemoryBrokerDeadLetterQueue', async () => {
  const broker = new InMemoryBroker(new VirtualClock());
  return {
    native: new InMemoryBrokerDeadLetterQueue('sales', broker),
    give: async (...bodies) => {
      for (const body of bodies) broker.send({ queue: 'sales-dlq', body });
    },
    depth: async () => broker.contents('sales-dlq').length,
    close: async () => undefined,
  };
});
