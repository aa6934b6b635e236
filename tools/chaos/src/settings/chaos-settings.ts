import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';

export interface ChaosSettings {
  /** How long there are payments and faults. */
  readonly seconds: number;
  /** Decides the faults, their times and what is paid; not what the processes make of it. */
  readonly seed: number;
  readonly paymentsPerSecond: number;
  /** Longest time from the last fault until nothing is left to do. */
  readonly restWithinSeconds: number;
}

const HIGHEST_SEED = 2 ** 31;
const LONGEST_MINUTES = 24 * 60;
const HIGHEST_RATE = 5_000;

/** @throws with a sentence for the person who typed it */
export function readSettings(commandLine: readonly string[]): ChaosSettings {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args: [...commandLine],
    options: { minutes: text, seed: text, rate: text, 'rest-seconds': text },
  });
  return {
    seconds: number('minutes', values.minutes ?? '3', 0.2, LONGEST_MINUTES) * 60,
    seed: whole('seed', values.seed ?? String(randomInt(HIGHEST_SEED)), 0, HIGHEST_SEED),
    paymentsPerSecond: number('rate', values.rate ?? '150', 1, HIGHEST_RATE),
    restWithinSeconds: whole('rest-seconds', values['rest-seconds'] ?? '120', 1, 3_600),
  };
}

function number(name: string, text: string, lowest: number, highest: number): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= lowest && value <= highest) return value;
  throw new RangeError(`--${name} must be a number from ${lowest} to ${highest}, not "${text}".`);
}

function whole(name: string, text: string, lowest: number, highest: number): number {
  const value = number(name, text, lowest, highest);
  if (Number.isInteger(value)) return value;
  throw new RangeError(`--${name} must be a whole number, not "${text}".`);
}
