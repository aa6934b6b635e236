import '@decouple/platform/stop-signals';
import { announceRunning, LocalFolder, withoutArguments } from '@decouple/local-infra';
import { ConfigurationError, createLog, runApplication, type RunningApplication } from '@decouple/platform';
import { choosePorts } from './choose-ports';
import { readOneProcessConfiguration } from './configuration';
import { type RunningBoth, startBoth } from './start';

const USAGE = `Starts customer-api and sales-worker in one process, everything in memory. Ctrl-C stops it, and nothing is kept.
PORT, API_MANAGEMENT_PORT and MANAGEMENT_PORT choose the ports.

Exit codes: 0 stopped, 1 it cannot start or has failed, 2 wrong usage.`;

/** `npm run start:memory`: both services in one process, everything in memory. Nothing to install, nothing kept. */
async function main(): Promise<void> {
  const ended = withoutArguments('npm run start:memory', USAGE, process.argv.slice(2));
  if (ended !== undefined) process.exit(ended);
  const environment = await choosePorts(process.env, (notice) => process.stderr.write(`${notice}\n`));
  await runApplication({
    name: 'decouple',
    environment,
    configure: readOneProcessConfiguration,
    start: async (configuration, _log, stopping) =>
      announced(await startBoth(configuration, (service) => createLog(service, configuration.logLevel), stopping)),
  });
}

/** Lets the commands of this clone, such as `npm run pay`, find both services until they close. */
async function announced(both: RunningBoth): Promise<RunningApplication> {
  const end = await announceRunning(new LocalFolder(), both.applications);
  return {
    close: () => {
      end();
      return both.close();
    },
  };
}

main().catch((error: unknown) => {
  console.error(error instanceof ConfigurationError ? `decouple cannot start. ${error.message}` : error);
  process.exit(1);
});
