import { temporaryFolder } from '@decouple/local-infra';
import { visibleText } from '@decouple/platform/terminal';
import { details } from './report/details';
import { summary } from './report/summary';
import { watchRun } from './report/watch-run';
import { type ChaosResult, runChaos } from './run-chaos';
import { type ChaosSettings, readSettings, USAGE, UsageError } from './settings/chaos-settings';
import { ChaosSystem } from './system/chaos-system';

const INTERRUPTED = 130;

/** `npm run chaos -- --minutes 3 --seed 7 --rate 150`: starts a whole system, injects faults, and deletes it afterwards. */
async function main(signal: AbortSignal): Promise<number> {
  const settings = readSettings(process.argv.slice(2));
  if (settings === undefined) {
    process.stdout.write(USAGE);
    return 0;
  }
  console.log(`Seed ${settings.seed}. Starting two PostgreSQL servers, SQS, two customer-apis and two sales-workers …`);
  const folder = temporaryFolder('decouple-chaos-');
  let keep = false;
  try {
    const system = await ChaosSystem.start(folder.path, signal);
    try {
      const result = await runVisibly(system, settings, signal);
      console.log(visibleText(summary(result)));
      keep = result.findings.length > 0;
      if (!keep) return 0;
      console.error(visibleText(`\n${details(result.findings, result.evidence)}`));
      console.error(`\nRepeat with --seed ${settings.seed}; logs and data are kept in ${folder.path}.`);
      return 1;
    } finally {
      await system.stop();
    }
  } finally {
    if (!keep) folder.remove();
  }
}

async function runVisibly(system: ChaosSystem, settings: ChaosSettings, signal: AbortSignal): Promise<ChaosResult> {
  let endProgress = (): void => undefined;
  try {
    return await runChaos(system, settings, signal, (run) => {
      endProgress = watchRun(run, settings.seconds);
    });
  } finally {
    endProgress();
  }
}

const interruption = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => interruption.abort(new Error(`Stopped by ${signal}.`)));
}

main(interruption.signal).then(
  (exitCode) => process.exit(exitCode),
  (error: unknown) => {
    if (interruption.signal.aborted) {
      console.error('\nStopped. All processes have ended and all data is deleted.');
      process.exit(INTERRUPTED);
    }
    if (error instanceof UsageError) {
      console.error(`${error.message}\n\n${USAGE}`);
      process.exit(2);
    }
    console.error(`\nThe run failed: ${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  },
);
