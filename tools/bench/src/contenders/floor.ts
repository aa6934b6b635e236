import type { Contender } from './contender';
import { startProgram } from './program';

/** The least that stores and records payments safely: no framework, no checks beyond a schema, no logs, no answers. */
export const floor: Contender = {
  name: 'floor',
  startApi: ({ databaseUrls, sqsEndpoint }) =>
    startProgram('floor-api.ts', { databaseUrl: databaseUrls.customer, sqsEndpoint }),
  startWorker: ({ databaseUrls, sqsEndpoint }) =>
    startProgram('floor-worker.ts', { databaseUrl: databaseUrls.sales, sqsEndpoint }),
  storedSql: 'select count(*)::integer as count from payments',
  recordedSql: 'select count(*)::integer as count from ledger',
};
