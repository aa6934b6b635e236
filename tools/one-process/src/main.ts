import { startCustomerApi } from '@decouple/customer-api';
import { InMemoryBroker } from '@decouple/messaging-core/in-memory';
import { createLog, runApplication, SystemClock } from '@decouple/platform';
import { readOneProcessConfiguration } from './configuration';
import { startSalesWorker } from '@decouple/sales-worker';

/** `npm run start:memory`: both services in one process, everything in memory. Nothing to install, nothing kept. */
void runApplication({
  name: 'decouple',
  environment: process.env,
  configure: readOneProcessConfiguration,
  start: async ({ api, logLevel, worker }) => {
    const broker = new InMemoryBroker(new SystemClock());
    const salesWorker = await startSalesWorker(worker, createLog('sales-worker', logLevel), broker);
    const customerApi = await startCustomerApi(api, createLog('customer-api', logLevel), broker);
    return {
      close: async () => {
        await customerApi.close();
        await salesWorker.close();
      },
    };
  },
});
