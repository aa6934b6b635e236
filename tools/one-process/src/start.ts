import { startCustomerApi } from '@decouple/customer-api';
import type { RunningApplications } from '@decouple/local-infra';
import { InMemoryBroker } from '@decouple/messaging-core/in-memory';
import { type Log, type RunningApplication, SystemMonotonicClock } from '@decouple/platform';
import { startSalesWorker } from '@decouple/sales-worker';
import type { OneProcessConfiguration } from './configuration';

export interface RunningBoth extends RunningApplication {
  readonly applications: RunningApplications;
}

/** Starts both services around one broker in memory; when the second cannot start, the first is closed again. */
export async function startBoth(
  { api, worker }: OneProcessConfiguration,
  logOf: (service: string) => Log,
  stopping?: AbortSignal,
  sharedBroker = new InMemoryBroker(new SystemMonotonicClock()),
): Promise<RunningBoth> {
  const options = { sharedBroker, stopping };
  const salesWorker = await startSalesWorker(worker, logOf('sales-worker'), options);
  try {
    const customerApi = await startCustomerApi(api, logOf('customer-api'), options);
    const { managementUrl, url } = customerApi;
    const applications = {
      'customer-api': { url, managementUrl },
      'sales-worker': { url: salesWorker.managementUrl, managementUrl: salesWorker.managementUrl },
    };
    return { applications, close: () => closeBoth(customerApi, salesWorker) };
  } catch (error) {
    await salesWorker.close();
    throw error;
  }
}

async function closeBoth(customerApi: RunningApplication, salesWorker: RunningApplication): Promise<void> {
  try {
    await customerApi.close();
  } finally {
    await salesWorker.close();
  }
}
