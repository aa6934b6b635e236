import '@decouple/platform/stop-signals';
import 'reflect-metadata';
import { runApplication } from '@decouple/platform';
import { startSalesWorker } from './composition/start';
import { readConfiguration } from './config/configuration';

void runApplication({
  name: 'sales-worker',
  environment: process.env,
  configure: readConfiguration,
  start: (configuration, log, stopping) => startSalesWorker(configuration, log, { stopping }),
});
