import type { DecisionDto } from '@decouple/messaging-nest';
import { EXIT_CODE } from '../cli/exit-code';
import { countOption } from '../cli/options';
import { ago } from '../output/age';
import { table } from '../output/output';
import type { Command } from './command';

const DEFAULT_LIMIT = '20';

export const listDecisions: Command = async ({ now, options, output, services }) => {
  const limit = String(countOption('limit', options.limit) ?? DEFAULT_LIMIT);
  const found = await Promise.all(
    services.chosen().map(async (client) => {
      const { decisions } = await client.get<{ decisions: DecisionDto[] }>('/v1/dead-letters/decisions', { limit });
      return decisions.map((decision) => ({ service: client.service, ...decision }));
    }),
  );
  const decisions = found.flat();
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
