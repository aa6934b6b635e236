import { describeMessageSourceContract } from '@decouple/messaging-core/testing';
import { setTimeout as sleep } from 'node:timers/promises';
import { ListSource } from './list-source';

describeMessageSourceContract(
  'ListSource',
  async (settings) => {
    const source = new ListSource(settings);
    return {
      source,
      send: async (...bodies) => bodies.forEach((body) => source.send(body)),
      receive: async (waitSeconds) => {
        const until = performance.now() + waitSeconds * 1_000;
        for (;;) {
          const taken = source.take(10);
          if (taken.length > 0 || performance.now() > until) return taken.map(({ body }) => body);
          await sleep(10);
        }
      },
      depth: async () => source.depth(),
      close: async () => undefined,
    };
  },
  { outages: false },
);
