import { describeNativeDeadLettersContract, VirtualClock } from '../testing';
import { InMemoryBroker, InMemoryNativeDeadLetters } from '.';

describeNativeDeadLettersContract('InMemoryNativeDeadLetters', async () => {
  const broker = new InMemoryBroker(new VirtualClock());
  return {
    native: new InMemoryNativeDeadLetters('sales', broker),
    give: async (...bodies) => {
      for (const body of bodies) broker.send({ queue: 'sales-dlq', body });
    },
    depth: async () => broker.contents('sales-dlq').length,
    close: async () => undefined,
  };
});
