import { EXIT_CODE } from '../cli/exit-code';
import { spoken } from '../output/age';
import { table } from '../output/output';
import type { Command } from './command';

export const outbox: Command = async ({ output, services }) => {
  const backlogs = await Promise.all(
    services.chosen().map(async (client) => ({ service: client.service, ...(await client.outbox()) })),
  );
  output.show({ outboxes: backlogs }, () =>
    table(
      ['outbox of', 'messages waiting', 'oldest'],
      backlogs.map(({ count, oldestAgeSeconds, service }) => [
        service,
        count,
        count === 0 ? '–' : spoken(oldestAgeSeconds),
      ]),
    ),
  );
  return EXIT_CODE.done;
};
