import type { Contender } from './contender';
import { startProgram } from './program';

/**
 * The pattern as it is usually written: Nest, an ORM, and one message per request; its worker is sqs-consumer as it comes,
 * with one transaction per message.
 */
export const textbook: Contender = {
  name: 'textbook',
  startApi: ({ databaseUrls, sqsEndpoint }) =>
    startProgram('textbook-api.ts', { databaseUrl: databaseUrls.customer, sqsEndpoint }),
  startWorker: ({ databaseUrls, sqsEndpoint }) =>
    startProgram('textbook-worker.ts', { databaseUrl: databaseUrls.sales, sqsEndpoint }),
  storedSql: 'select count(*)::integer as count from payment',
  recordedSql: 'select count(*)::integer as count from sale',
};

/** The same with fewer SQS requests: its worker receives ten messages at a time. */
export const textbookInTens: Contender = {
  ...textbook,
  name: 'textbook in tens',
  startWorker: ({ databaseUrls, sqsEndpoint }) =>
    startProgram('textbook-worker.ts', { databaseUrl: databaseUrls.sales, sqsEndpoint, batchSize: 10 }),
};
