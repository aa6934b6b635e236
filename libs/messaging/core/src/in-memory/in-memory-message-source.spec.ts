import { describeMessageSourceContract, systemClock, systemTimers } from '../testing';
import { InMemoryBroker } from './in-memory-broker';
import { InMemoryMessageSource } from './in-memory-message-source';

const QUEUE = 'orders';
const LOOK_AGAIN_MILLISECONDS = 20;

describeMessageSourceContract(
  'InMemoryMessageSource',
  async (settings) => {
    const broker = new InMemoryBroker(systemClock);
    return {
      source: new InMemoryMessageSource(QUEUE, broker, systemClock, systemTimers, settings),
      send: async (...bodies) => bodies.forEach((body) => broker.send({ queue: QUEUE, body })),
      receive: (waitSeconds) => receive(broker, waitSeconds),
      depth: async () => broker.contents(QUEUE).length,
      close: async () => undefined,
    };
  },
  { outages: false },
);

/** A long poll by another consumer. */
async function receive(broker: InMemoryBroker, waitSeconds: number): Promise<readonly string[]> {
  const until = performance.now() + waitSeconds * 1_000;
  for (;;) {
    const found = broker.receive(QUEUE, 10, 60_000);
    if (found.length > 0 || performance.now() >= until) return found.map(({ body }) => body);
    await systemTimers.sleep(LOOK_AGAIN_MILLISECONDS);
  }
}
