import { EXIT_CODE } from '../cli/exit-code';
import { countOption } from '../cli/options';
import { ago } from '../output/age';
import { table } from '../output/output';
import type { Command } from './command';

const DEFAULT_LIMIT = 20;

export const listDecisions: Command = async ({ now, options, output, services }) => {
  const limit = countOption('limit', options.limit) ?? DEFAULT_LIMIT;
  const ofEach = await Promise.all(
    services.chosen().map(async (client) => {
      const found = await client.decisions(limit);
      return found.map((decision) => ({ service: client.service, ...decision }));
    }),
  );
  const decisions = ofEach.flat();
  output.show({ decisions }, () =>
    table(
      ['service', 'when', 'who', 'what', 'letters', 'skipped', 'why'],
      decisions.map(({ action, decidedAt, letters, operator, reason, service, skipped }) => [
        service,
        ago(decidedAt, now),
        operator,
        action,
        letters,
        skipped,
        reason,
      ]),
    ),
  );
  return EXIT_CODE.done;
};
