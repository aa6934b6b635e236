import { parseArgs } from 'node:util';
import { UsageError } from './usage.error';

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;

/** Every option of every command: few enough to be one list. */
const OPTIONS = {
  api: text,
  worker: text,
  json: flag,
  help: flag,
  service: text,
  queue: text,
  type: text,
  code: text,
  message: text,
  'older-than': text,
  'newer-than': text,
  limit: text,
  all: flag,
  reason: text,
  operator: text,
  rate: text,
  'dry-run': flag,
  repair: flag,
  parked: flag,
  rebuild: flag,
  'overdue-after': text,
} as const;

type OptionName = keyof typeof OPTIONS;

export type Options = {
  readonly [Name in OptionName]?: (typeof OPTIONS)[Name] extends typeof flag ? boolean : string;
};

export interface CommandLine {
  readonly words: readonly string[];
  readonly options: Options;
}

/** @throws UsageError */
export function parseCommandLine(args: readonly string[]): CommandLine {
  try {
    const { positionals, values } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
    return { words: positionals, options: values };
  } catch (error) {
    const [message = ''] = (error as Error).message.split('. To specify');
    throw new UsageError(`${message.replace(/\.$/, '')}.`);
  }
}

/**
 * A whole number from 1 on; undefined when it is not given.
 *
 * @throws UsageError
 */
export function countOption(name: 'limit', value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (!/^[1-9]\d{0,6}$/.test(value)) throw new UsageError(`--${name} ${value} is not a whole number from 1 on.`);
  return Number(value);
}
