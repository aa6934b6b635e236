import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

/** The command line is wrong. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export interface PayOptions {
  readonly input: string;
  readonly results: string;
  /** Undefined: the one that runs in this clone. */
  readonly url: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly concurrency: number;
  readonly patienceMs: number | undefined;
  /** How long to go on without any payment being answered. */
  readonly giveUpMs: number;
  readonly json: boolean;
}

export const USAGE = `Usage: npm run pay -- <payments.csv> [options]

Pays every row of a CSV file through the API and writes the outcomes to a results file. If it is interrupted,
the same command continues; no row is paid twice.

The first line names the columns: policyNumber, customerId, billingPeriod, amount, currency, method, token, in any order
and among any others. Amounts are whole numbers of the currency's minor units; a field ends on its line.

  --url <address>        of customer-api (the one that runs in this clone)
  --results <file>       where the results go (<payments.csv>.results.csv)
  --concurrency <n>      concurrent requests, 1 to 256 (16)
  --wait <seconds>       how long to wait for outcomes while nothing happens (120)
  --give-up <seconds>    how long to try while the service answers nothing (60; 10 before its first answer)
  --no-wait              do not wait for outcomes; the same command without it does, later
  --header <name: value> sent with every request, such as a token; may be repeated
  --json                 the summary as JSON on standard output

Exit codes: 0 all is recorded (with --no-wait: paid), 1 some rows were rejected, refused or malformed, 2 the command line
or the file is wrong, 3 unfinished: run the same command again, 4 the results cannot be written, 5 customer-api does not run
in this clone, 70 a fault of this program, 130 interrupted.
`;

const EXAMPLE_URL = 'http://127.0.0.1:3000';
const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const OPTIONS = {
  ...{ url: text, results: text, concurrency: text, wait: text, 'give-up': text },
  ...{ 'no-wait': flag, json: flag, help: flag },
  header: { type: 'string', multiple: true },
} as const;

/**
 * @param folder what relative paths are relative to
 * @returns undefined for --help
 * @throws UsageError
 */
export function readPayOptions(args: readonly string[], folder: string): PayOptions | undefined {
  const { positionals, values } = parse(args);
  if (values.help === true) return undefined;
  const [input, ...more] = positionals;
  if (input === undefined) throw new UsageError('Name the file to pay.');
  if (more.length > 0) throw new UsageError(`Name one file: ${more.join(', ')} is too much.`);
  if (values.wait !== undefined && values['no-wait'] === true)
    throw new UsageError('--wait and --no-wait contradict each other.');
  const file = resolve(folder, input);
  const results = values.results === undefined ? `${file}.results.csv` : resolve(folder, values.results);
  if (results === file) throw new UsageError('The results would overwrite the file of payments.');
  return {
    input: file,
    results,
    url: values.url === undefined ? undefined : urlOf(values.url),
    headers: Object.fromEntries((values.header ?? []).map(headerOf)),
    concurrency: numberOf('concurrency', values.concurrency ?? '16', 256),
    patienceMs: values['no-wait'] === true ? undefined : numberOf('wait', values.wait ?? '120', 86_400) * 1_000,
    giveUpMs: numberOf('give-up', values['give-up'] ?? '60', 86_400) * 1_000,
    json: values.json === true,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    const [message = ''] = (error as Error).message.split('. To specify');
    throw new UsageError(`${message.replace(/\.$/, '')}.`);
  }
}

function numberOf(name: string, value: string, largest: number): number {
  const number = /^\d{1,6}$/.test(value) ? Number(value) : 0;
  if (number < 1 || number > largest)
    throw new UsageError(`--${name} ${value} is not a whole number from 1 to ${largest}.`);
  return number;
}

function urlOf(value: string): string {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol))
    throw new UsageError(`--url ${value} is not an address such as ${EXAMPLE_URL}.`);
  return value;
}

function headerOf(value: string): [string, string] {
  const [, name, content] = /^([A-Za-z0-9!#$%&'*+.^_`|~-]+):\s*(\S.*)$/.exec(value) ?? [];
  // The value may be a secret: it is not repeated.
  if (name === undefined || content === undefined) throw new UsageError('--header must be "name: value".');
  return [name, content];
}
