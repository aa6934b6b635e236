import { EXIT_CODE } from '../cli/exit-code';
import { countOption } from '../cli/options';
import { ago } from '../output/age';
import { table } from '../output/output';
import type { Command } from './command';

const DEFAULT_LIMIT = 20;

/** The audit of repairs; `--json` names every payment. */
export const listRepairs: Command = async ({ now, options, output, services }) => {
  const repairs = await services.customerApi.repairs(countOption('limit', options.limit) ?? DEFAULT_LIMIT);
  output.show({ repairs }, () =>
    table(
      ['when', 'who', 'what', 'payments', 'skipped', 'why'],
      repairs.map(({ action, operator, reason, repaired, repairedAt, skipped }) => [
        ago(repairedAt, now),
        operator,
        action,
        repaired.length,
        skipped.length,
        reason,
      ]),
    ),
  );
  return EXIT_CODE.done;
};
