import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';

export interface ChaosSettings {
  /** How long there are payments and faults. */
  readonly seconds: number;
  /** Determines the faults, their times and the payments, but not the timing of the processes. */
  readonly seed: number;
  readonly paymentsPerSecond: number;
  /** Longest time from the last fault until nothing is left to do. */
  readonly restWithinSeconds: number;
}

const HIGHEST_SEED = 2 ** 31;
const LONGEST_MINUTES = 24 * 60;
const HIGHEST_RATE = 5_000;

export const USAGE = `Usage: npm run chaos -- [options]

  --minutes <n>        how long to pay and break things (3)
  --seed <n>           which faults, and when (at random)
  --rate <n>           payments per second (150)
  --rest-seconds <n>   how long everything may take to come to rest afterwards (120)

Exit codes: 0 every promise was kept, 1 one was broken or the run failed, 2 wrong usage, 130 interrupted.
`;

/** The command line is wrong. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/**
 * @returns undefined for --help
 * @throws UsageError
 */
export function readSettings(commandLine: readonly string[]): ChaosSettings | undefined {
  const values = parse(commandLine);
  if (values.help === true) return undefined;
  return {
    seconds: number('minutes', values.minutes ?? '3', 0.2, LONGEST_MINUTES) * 60,
    seed: whole('seed', values.seed ?? String(randomInt(HIGHEST_SEED)), 0, HIGHEST_SEED),
    paymentsPerSecond: number('rate', values.rate ?? '150', 1, HIGHEST_RATE),
    restWithinSeconds: whole('rest-seconds', values['rest-seconds'] ?? '120', 1, 3_600),
  };
}

function parse(commandLine: readonly string[]) {
  const text = { type: 'string' } as const;
  const options = { minutes: text, seed: text, rate: text, 'rest-seconds': text, help: { type: 'boolean' } } as const;
  try {
    return parseArgs({ args: [...commandLine], options }).values;
  } catch (error) {
    throw new UsageError((error as Error).message, { cause: error });
  }
}

function number(name: string, text: string, lowest: number, highest: number): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= lowest && value <= highest) return value;
  throw new UsageError(`--${name} must be a number from ${lowest} to ${highest}, not "${text}".`);
}

function whole(name: string, text: string, lowest: number, highest: number): number {
  const value = number(name, text, lowest, highest);
  if (Number.isInteger(value)) return value;
  throw new UsageError(`--${name} must be a whole number, not "${text}".`);
}
