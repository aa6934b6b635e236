import 'reflect-metadata';

export { startCustomerApi } from './composition/start';
export { type CustomerApiConfiguration, readConfiguration } from './config/configuration';
