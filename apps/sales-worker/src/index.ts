import 'reflect-metadata';

export { startSalesWorker } from './composition/start';
export { readConfiguration, type SalesWorkerConfiguration } from './config/configuration';
