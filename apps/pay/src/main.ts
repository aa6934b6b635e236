import { findRunning, LocalFolder } from '@decouple/local-infra';
import { BarProgress, LineProgress } from '@decouple/local-infra/terminal';
import { visibleText } from '@decouple/platform/terminal';
import { EXIT_CODE, runPay } from './cli/run-pay';

/** `npm run pay -- payments.csv` */
async function main(): Promise<number> {
  const interruption = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      // The second signal exits immediately. Nothing is lost: rows without a result are paid again with the same key.
      if (interruption.signal.aborted) process.exit(EXIT_CODE.interrupted);
      interruption.abort(new Error(`Interrupted by ${signal}.`));
    });
  }
  const now = (): number => performance.now();
  // Rows of the file and answers of the service are text from outside.
  const err = (text: string): void => void process.stderr.write(visibleText(text));
  return runPay(process.argv.slice(2), {
    // npm runs scripts in the folder of the workspace, and says where it was called from.
    folder: process.env['INIT_CWD'] ?? process.cwd(),
    out: (text) => void process.stdout.write(visibleText(text)),
    err,
    progress: process.stderr.isTTY ? new BarProgress(process.stderr, now) : new LineProgress(err, now),
    findService: async () => (await findRunning(new LocalFolder()))['customer-api']?.url,
    now,
    signal: interruption.signal,
  });
}

main().then(
  (exitCode) => {
    process.exitCode = exitCode;
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = EXIT_CODE.fault;
  },
);
