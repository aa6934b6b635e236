import type { RepairOutcome, SkippedPayment } from '@decouple/management-client';
import { spoken } from '../output/age';
import { table } from '../output/output';

const REASONS: Readonly<Record<SkippedPayment['why'], string>> = {
  unknown: 'customer-api does not know it',
  changed: 'it changed since it was compared: reconcile again',
  'not-settled': 'it has no final status yet; its message is sent again automatically',
  'resent-before': 'it was resent before: its answer is under way',
  known: 'customer-api knows it already',
};

export function describedRepair({ dryRun, rebuilt, resent, skipped, spreadSeconds }: RepairOutcome): string {
  const done = (count: number, verb: string): string => (dryRun ? `${count} would be ${verb}` : `${count} ${verb}`);
  const sentence = [
    done(resent.length, 'resent'),
    done(rebuilt.length, 'rebuilt'),
    ...(spreadSeconds > 0 ? [`the last one is due in ${spoken(spreadSeconds)}`] : []),
  ].join('; ');
  const lines = [sentence];
  if (dryRun) lines.push('Nothing was changed.');
  else if (resent.length > 0) lines.push('Run reconcile again when the last one was due, to see what sales decided.');
  if (skipped.length > 0) lines.push(skippedTable(skipped));
  return lines.join('\n');
}

function skippedTable(skipped: readonly SkippedPayment[]): string {
  return table(
    ['payment', 'why it was left'],
    skipped.map(({ id, why }) => [id, REASONS[why]]),
  );
}
