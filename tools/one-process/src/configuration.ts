import { type CustomerApiConfiguration, readConfiguration as readApi } from '@decouple/customer-api';
import type { ProcessConfiguration } from '@decouple/platform';
import { readConfiguration as readWorker, type SalesWorkerConfiguration } from '@decouple/sales-worker';

export interface OneProcessConfiguration extends ProcessConfiguration {
  readonly api: CustomerApiConfiguration;
  readonly worker: SalesWorkerConfiguration;
}

const IN_MEMORY = { PAYMENT_STORE: 'memory', SALES_LEDGER: 'memory', MESSAGE_BROKER: 'memory' };

/** The configuration of the environment, with in-memory adapters. */
export function readOneProcessConfiguration(environment: NodeJS.ProcessEnv): OneProcessConfiguration {
  const variables = { ...environment, ...IN_MEMORY };
  // Both services call theirs MANAGEMENT_PORT, and here they share one environment.
  const api = readApi({ ...variables, MANAGEMENT_PORT: environment['API_MANAGEMENT_PORT'] });
  const { logLevel, shutdownDelaySeconds, shutdownGraceSeconds } = api;
  return { api, worker: readWorker(variables), logLevel, shutdownDelaySeconds, shutdownGraceSeconds };
}
