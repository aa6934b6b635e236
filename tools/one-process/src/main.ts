import '@decouple/platform/stop-signals';
import { createLog, runApplication } from '@decouple/platform';
import { readOneProcessConfiguration } from './configuration';
import { startBoth } from './start';

/** `npm run start:memory`: both services in one process, everything in memory. Nothing to install, nothing kept. */
void runApplication({
  name: 'decouple',
  environment: process.env,
  configure: readOneProcessConfiguration,
  start: (configuration, _log, stopping) =>
    startBoth(configuration, (service) => createLog(service, configuration.logLevel), stopping),
});
