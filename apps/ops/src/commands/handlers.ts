import { EXIT_CODE } from '../cli/exit-code';
import { ago } from '../output/age';
import { table } from '../output/output';
import type { Command } from './command';

/** Who handles which version of a message, and whether anybody still sends it. */
export const handlers: Command = async ({ now, output, services }) => {
  const found = await Promise.all(
    services.chosen().map(async (client) => {
      const read = await client.handlers();
      return read.map((handler) => ({ service: client.service, ...handler }));
    }),
  );
  const all = found.flat();
  output.show({ handlers: all }, () =>
    table(
      ['message type', 'queue', 'handled by', 'since its start', 'last'],
      all.map(({ handled, lastHandledAt, messageType, queue, service }) => [
        messageType,
        queue,
        service,
        handled,
        ago(lastHandledAt, now),
      ]),
    ),
  );
  return EXIT_CODE.done;
};
