import {
  type Comparison,
  compareSides,
  DEFAULT_OVERDUE_AFTER_MILLISECONDS,
  planRepair,
  repair,
  type RepairOptions,
  type RepairOutcome,
} from '@decouple/management-client';
import { rateFrom, reasonFrom } from '../cli/decision-options';
import { durationMilliseconds } from '../cli/duration';
import { EXIT_CODE, type ExitCode } from '../cli/exit-code';
import type { Options } from '../cli/options';
import { UsageError } from '../cli/usage.error';
import type { Command } from './command';
import { comparisonDocument, describedComparison } from './reconcile-comparison';
import { describedRepair } from './reconcile-repair';

export const reconcile: Command = async ({ login, now, options, output, services }) => {
  const wanted = {
    resend: options.repair ?? false,
    parked: options.parked ?? false,
    rebuild: options.rebuild ?? false,
  };
  const settings = Object.values(wanted).some(Boolean) ? repairOptions(options, login) : withoutRepair(options);
  const overdueAfterMilliseconds = overdueAfter(options);
  const comparison = await compareSides(services.customerApi, services.salesWorker, { now, overdueAfterMilliseconds });
  if (settings === undefined) {
    output.show(comparisonDocument(comparison), () => describedComparison(comparison));
    return exitCodeOf(comparison);
  }
  const outcome = await repair(services.customerApi, planRepair(comparison, wanted), settings);
  output.show({ ...comparisonDocument(comparison), repair: outcome }, () =>
    [describedComparison(comparison), describedRepair(outcome)].join('\n\n'),
  );
  return exitCodeOf(outcome.dryRun ? comparison : without(comparison, outcome));
};

/** @throws UsageError */
function repairOptions(options: Options, login: string): RepairOptions {
  return {
    operator: options.operator ?? login,
    reason: reasonFrom(options),
    paymentsPerSecond: rateFrom(options),
    dryRun: options['dry-run'] ?? false,
  };
}

/** @throws UsageError for options that do nothing without a repair */
function withoutRepair(options: Options): undefined {
  const useless = (['dry-run', 'reason', 'rate'] as const).find((name) => options[name] !== undefined);
  if (useless === undefined) return undefined;
  throw new UsageError(`--${useless} goes with --repair, --parked or --rebuild.`);
}

/** @throws UsageError */
function overdueAfter(options: Options): number {
  const text = options['overdue-after'];
  return text === undefined ? DEFAULT_OVERDUE_AFTER_MILLISECONDS : durationMilliseconds('overdue-after', text);
}

type Counts = Pick<Comparison, 'differing' | 'late'>;

/** What a repair leaves: payments that were resent, now or a moment ago, or rebuilt, are taken care of. */
function without({ differences, differing, late, overdue }: Comparison, outcome: RepairOutcome): Counts {
  const underWay = outcome.skipped.filter(({ why }) => why === 'resent-before' || why === 'known');
  const handled = new Set([...outcome.resent, ...outcome.rebuilt, ...underWay.map(({ id }) => id)]);
  const count = (found: readonly { readonly paymentId: string }[]): number =>
    found.filter(({ paymentId }) => handled.has(paymentId)).length;
  return { differing: differing - count(differences), late: late - count(overdue) };
}

function exitCodeOf({ differing, late }: Counts): ExitCode {
  if (differing > 0) return EXIT_CODE.different;
  return late > 0 ? EXIT_CODE.overdue : EXIT_CODE.done;
}
