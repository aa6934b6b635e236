import { parseArgs } from 'node:util';

export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'replay'; readonly seed: number }
  | { readonly kind: 'explore'; readonly first: number; readonly seeds: number };

export const USAGE = [
  'Usage:',
  'npm run simulate -- --seeds 2000            runs the seeds 1 to 2000',
  'npm run simulate -- --seeds 2000 --first 1  the same; begins at another seed',
  'npm run simulate -- --seed 42               runs one seed and tells what happens in it',
  '',
  'Exit codes: 0 every invariant held, 1 one was broken, 2 wrong usage.',
].join('\n');

/** The words after the program's name cannot be understood. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** A seed fills the 32 bits of state that chance has. */
const MAX_SEED = 2 ** 32 - 1;
const DEFAULT_SEEDS = 2_000;

/** @throws UsageError */
export function readCommand(words: readonly string[]): Command {
  const { first, help, seed, seeds } = parse(words);
  if (help === true) return { kind: 'help' };
  if (seed === undefined) {
    return {
      kind: 'explore',
      first: number('first', first ?? '1'),
      seeds: number('seeds', seeds ?? `${DEFAULT_SEEDS}`),
    };
  }
  if (seeds !== undefined || first !== undefined) throw new UsageError('--seed stands alone.');
  return { kind: 'replay', seed: number('seed', seed) };
}

function parse(words: readonly string[]) {
  try {
    const text = { type: 'string' } as const;
    const options = { seed: text, seeds: text, first: text, help: { type: 'boolean' } } as const;
    return parseArgs({ args: [...words], options }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

function number(name: string, text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < 1 || value > MAX_SEED) {
    throw new UsageError(`--${name} takes a whole number from 1 to ${MAX_SEED}, not "${text}".`);
  }
  return value;
}
