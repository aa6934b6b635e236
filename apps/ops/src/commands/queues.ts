import { type ManagementClient, type QueueDepth, ServiceRefusedError } from '@decouple/management-client';
import { EXIT_CODE } from '../cli/exit-code';
import { ago } from '../output/age';
import { table } from '../output/output';
import type { Command } from './command';

/** The broker does not say how much the queues hold; that the service pulls or not is worth telling all the same. */
const UNKNOWN = 'unknown';

export const queues: Command = async ({ now, output, services }) => {
  const found = await Promise.all(
    services.chosen().map(async (client) => {
      const read = await client.queues();
      const depths = await depthsOf(client);
      return read.map((queue) => {
        const depth = depths?.find((one) => one.queue === queue.queue);
        return { service: client.service, ...queue, waiting: depth?.waiting, inFlight: depth?.inFlight };
      });
    }),
  );
  const all = found.flat();
  output.show({ queues: all }, () =>
    table(
      ['queue', 'waiting', 'in flight', 'read by', 'state', 'last poll', 'oldest batch in flight', 'last outage ended'],
      all.map((queue) => [
        queue.queue,
        queue.waiting ?? UNKNOWN,
        queue.inFlight ?? UNKNOWN,
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

/** @returns undefined while the broker cannot be asked */
async function depthsOf(client: ManagementClient): Promise<readonly QueueDepth[] | undefined> {
  try {
    return await client.queueDepths();
  } catch (error) {
    if (error instanceof ServiceRefusedError) return undefined;
    throw error;
  }
}
