import { join, resolve } from 'node:path';
import {
  APPLICATIONS,
  applicationEnvironment,
  AppProcess,
  freePort,
  startInfrastructure,
  temporaryFolder,
  withoutArguments,
} from '@decouple/local-infra';
import { runDemo } from './run-demo';

const USAGE = `Starts a separate system on free ports, pays the 239 rows of tools/demo/payments.csv, checks each outcome, and stops the system.

Exit codes: 0 all outcomes as expected, 1 a difference or failure, 2 wrong usage.`;
const SAMPLE = resolve(__dirname, '../payments.csv');

/** `npm run demo`: starts a separate system and deletes it at the end. */
async function main(): Promise<number> {
  const ended = withoutArguments('npm run demo', USAGE, process.argv.slice(2));
  if (ended !== undefined) return ended;
  console.log('Starting PostgreSQL, SQS, customer-api and sales-worker on free ports …');
  const folder = temporaryFolder('decouple-demo-');
  const cleanUp: (() => Promise<unknown>)[] = [async () => folder.remove()];
  const stop = async (): Promise<void> => {
    for (const step of cleanUp.splice(0).reverse()) await step();
  };
  const interrupted = new Promise<never>((_resolve, reject) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.once(signal, () => reject(new Error(`Stopped by ${signal}.`)));
  });
  const demonstrate = async (): Promise<number> => {
    const infrastructure = await startInfrastructure({ dataDir: folder.path });
    cleanUp.push(() => infrastructure.stop());
    const [api, worker] = await Promise.all(
      APPLICATIONS.map(async (application) => {
        const environment = applicationEnvironment(application, infrastructure.endpoints, await freePort(), {});
        const running = AppProcess.start({
          application,
          environment,
          logFile: join(folder.path, `${application}.log`),
        });
        cleanUp.push(() => running.stop());
        await running.ready();
        return running;
      }),
    );
    if (api === undefined || worker === undefined) throw new Error('The applications did not start.');
    return runDemo({ apiUrl: api.url, workerUrl: worker.url, sample: SAMPLE, today: new Date() });
  };
  try {
    return await Promise.race([demonstrate(), interrupted]);
  } finally {
    await stop();
  }
}

main().then(
  (exitCode) => process.exit(exitCode),
  (error: unknown) => {
    console.error(`\nThe demonstration failed: ${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  },
);
