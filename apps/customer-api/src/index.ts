import 'reflect-metadata';

export { startCustomerApi } from './composition/start';
export {
  type CustomerApiConfiguration,
  readConfiguration,
  variables as customerApiVariables,
} from './config/configuration';
