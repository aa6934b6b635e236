import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { PaymentsClient } from '@decouple/client';
import type { Progress } from '@decouple/local-infra/terminal';
import { BatchStoppedError } from '../batch/batch.errors';
import { runBatch } from '../batch/run-batch';
import { type Summary, summaryText } from '../batch/summary';
import { InputError } from '../input/payment-rows';
import { InUseError } from '../results/exclusive-use';
import { ResultsUnwritableError } from '../results/results-unwritable.error';
import { type PayOptions, readPayOptions, USAGE, UsageError } from './pay-options';

/** Exit codes. */
export const EXIT_CODE = {
  done: 0,
  someNotPaid: 1,
  usage: 2,
  unfinished: 3,
  unwritable: 4,
  notRunning: 5,
  fault: 70,
  interrupted: 130,
} as const;

/** The batch decides how long to retry, for all payments together. */
const RETRY = { attempts: Infinity, timeoutMs: Infinity };

export interface RuntimePorts {
  readonly folder: string;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly progress: Progress;
  /** Of customer-api of this clone; undefined when it does not run. */
  readonly findService: () => Promise<string | undefined>;
  readonly now: () => number;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

/** Errors that are reported in one sentence; any other is a defect of this program. */
const FORESEEN = [BatchStoppedError, InputError, InUseError, ResultsUnwritableError];

/** `npm run pay`, without the process around it. @returns the exit code */
export async function runPay(args: readonly string[], ports: RuntimePorts): Promise<number> {
  const { err, folder, out } = ports;
  try {
    const options = readPayOptions(args, folder);
    if (options === undefined) {
      out(USAGE);
      return EXIT_CODE.done;
    }
    checkPlaces(options);
    const url = options.url ?? (await ports.findService());
    if (url !== undefined) return await pay({ ...options, url }, ports);
    err(
      'customer-api does not run in this clone. Start it with "npm start" or "npm run start:memory", or name another one: ' +
        '--url <address>.\n',
    );
    return EXIT_CODE.notRunning;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    err(`${error.message}\n\n${USAGE}`);
    return EXIT_CODE.usage;
  }
}

function checkPlaces({ input, results }: PayOptions): void {
  if (!existsSync(input)) throw new UsageError(`The file ${input} does not exist.`);
  // The file is read twice: for its fingerprint and for its rows.
  if (!statSync(input).isFile()) throw new UsageError(`${input} is not a file.`);
  if (!isReadable(input)) throw new UsageError(`${input} cannot be read by this user.`);
  if (!existsSync(dirname(results)))
    throw new UsageError(`The folder ${dirname(results)} for the results does not exist.`);
}

function isReadable(file: string): boolean {
  try {
    accessSync(file, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

async function pay(
  options: PayOptions & { readonly url: string },
  { err, now, out, progress, signal }: RuntimePorts,
): Promise<number> {
  const { concurrency, giveUpMs, headers, input, json, patienceMs, results, url } = options;
  const client = new PaymentsClient({ baseUrl: url, headers, EventSource: null, ...RETRY });
  let summary: Summary | undefined;
  let trouble: unknown;
  try {
    await runBatch(
      { input, results, client, progress, concurrency, patienceMs, giveUpMs, now, signal },
      (told) => (summary = told),
    );
  } catch (error) {
    if (!signal.aborted && !FORESEEN.some((foreseen) => error instanceof foreseen)) throw error;
    trouble = error;
  }
  const exitCode = exitCodeOf(trouble, summary, patienceMs !== undefined, signal);
  if (summary !== undefined) {
    if (json) out(`${JSON.stringify({ ...summary, exitCode })}\n`);
    else err(`\n${summaryText(summary)}\nResults: ${results}\n`);
  }
  if (exitCode === EXIT_CODE.interrupted) err('Interrupted. The same command continues; no row is paid twice.\n');
  else if (trouble instanceof Error) err(`${trouble.message}\n`);
  if (exitCode === EXIT_CODE.unfinished)
    err('Unfinished. Run the same command again to continue; no row is paid twice.\n');
  return exitCode;
}

function exitCodeOf(trouble: unknown, summary: Summary | undefined, waits: boolean, signal: AbortSignal): number {
  if (trouble !== undefined) {
    if (signal.aborted) return EXIT_CODE.interrupted;
    if (trouble instanceof ResultsUnwritableError) return EXIT_CODE.unwritable;
    return trouble instanceof BatchStoppedError ? EXIT_CODE.unfinished : EXIT_CODE.usage;
  }
  if (summary === undefined) throw new Error('A batch without a summary.');
  if (waits && summary.open > 0) return EXIT_CODE.unfinished;
  return summary.rejected + summary.refused + summary.malformed > 0 ? EXIT_CODE.someNotPaid : EXIT_CODE.done;
}
