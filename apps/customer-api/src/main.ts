import '@decouple/platform/stop-signals';
import 'reflect-metadata';
import { runApplication } from '@decouple/platform';
import { startCustomerApi } from './composition/start';
import { readConfiguration } from './config/configuration';

void runApplication({
  name: 'customer-api',
  environment: process.env,
  configure: readConfiguration,
  start: (configuration, log, stopping) => startCustomerApi(configuration, log, { stopping }),
});
