import type { ResultsFile } from '../results/results-file';
import { countOpen } from './await-outcomes';

/** Result of a batch. */
export interface Summary {
  readonly input: string;
  readonly results: string;
  readonly rows: number;
  readonly recorded: number;
  /** By sales. */
  readonly rejected: number;
  /** By the service, before anything was stored. */
  readonly refused: number;
  readonly malformed: number;
  /** Paid, and neither recorded nor rejected yet. */
  readonly open: number;
  readonly seconds: number;
}

export function summarize(input: string, results: ResultsFile, milliseconds: number): Summary {
  const { states } = results;
  const [recorded, rejected, refused, malformed] = (['recorded', 'rejected', 'refused', 'malformed'] as const).map(
    (status) => states.count(status),
  ) as [number, number, number, number];
  const open = countOpen(results);
  return {
    input,
    results: results.path,
    rows: recorded + rejected + refused + malformed + open,
    ...{ recorded, rejected, refused, malformed, open },
    seconds: Math.round(milliseconds / 100) / 10,
  };
}

const WORDS = {
  recorded: 'recorded',
  rejected: 'rejected by sales',
  refused: 'refused, nothing was stored',
  malformed: 'malformed, not sent',
  open: 'paid, without an outcome yet',
} as const;

export function summaryText(summary: Summary): string {
  const lines = Object.entries(WORDS)
    .map(([name, words]) => [summary[name as keyof typeof WORDS], words] as const)
    .filter(([count]) => count > 0)
    .map(([count, words]) => `  ${count.toLocaleString('en')} ${words}`);
  return [`${summary.rows.toLocaleString('en')} rows of ${summary.input} in ${summary.seconds} s`, ...lines].join('\n');
}
