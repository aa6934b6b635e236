import type { QueueDto } from '@decouple/messaging-nest';
import { EXIT_CODE } from '../cli/exit-code';
import { ago } from '../output/age';
import { table } from '../output/output';
import type { Command } from './command';

export const queues: Command = async ({ now, output, services }) => {
  const found = await Promise.all(
    services.chosen().map(async (client) => {
      const { queues: read } = await client.get<{ queues: QueueDto[] }>('/v1/queues');
      return read.map((queue) => ({ service: client.service, ...queue }));
    }),
  );
  const all = found.flat();
  output.show({ queues: all }, () =>
    table(
      ['queue', 'read by', 'state', 'last poll', 'oldest batch in hand', 'last outage ended'],
      all.map((queue) => [
        queue.queue,
        queue.service,
        queue.state,
        ago(queue.lastPollAt, now),
        ago(queue.oldestBatchStartedAt, now),
        ago(queue.lastOutageEndedAt, now),
      ]),
    ),
  );
  return EXIT_CODE.done;
};
