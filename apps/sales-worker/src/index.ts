import 'reflect-metadata';

export { startSalesWorker } from './composition/start';
export {
  readConfiguration,
  type SalesWorkerConfiguration,
  variables as salesWorkerVariables,
} from './config/configuration';
