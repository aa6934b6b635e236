import type { Contender } from './contender';
import { startProgram } from './program';

/** The least code that stores and records payments safely: no framework, only a schema check, no logs, no replies. */
export const floor: Contender = {
  name: 'floor',
  startApi: ({ databaseUrls, sqsEndpoint }) =>
    startProgram('floor-api.ts', { databaseUrl: databaseUrls.customer, sqsEndpoint }),
  startWorker: ({ databaseUrls, sqsEndpoint }) =>
    startProgram('floor-worker.ts', { databaseUrl: databaseUrls.sales, sqsEndpoint }),
  storedSql: 'select count(*)::integer as count from payments',
  recordedSql: 'select count(*)::integer as count from ledger',
};
