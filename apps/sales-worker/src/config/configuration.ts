import { QUEUES } from '@decouple/contracts';
import {
  checkQueueServiceVariables,
  integer,
  type QueueServiceConfiguration,
  queueServiceConfiguration,
  queueServiceVariables,
  readEnvironment,
  storeVariable,
} from '@decouple/platform';

export interface SalesWorkerConfiguration extends QueueServiceConfiguration {
  /** Protects the sales database; undefined: no limit. */
  readonly maxPaymentsPerSecond: number | undefined;
  /** Protects the sales database; undefined: as many as the poll loops receive. */
  readonly maxConcurrentPayments: number | undefined;
}

const QUEUE_NAMES = Object.keys(QUEUES);

/** The environment variables of this application; each is explained in .env.example. */
export const variables = {
  ...queueServiceVariables(3100, QUEUE_NAMES),
  MAX_PAYMENTS_PER_SECOND: integer(1, 1_000_000)({ default: undefined }),
  MAX_CONCURRENT_PAYMENTS: integer(1, 10_000)({ default: undefined }),
  SALES_LEDGER: storeVariable,
};

/** @throws ConfigurationError naming every invalid variable at once */
export function readConfiguration(environment: NodeJS.ProcessEnv): SalesWorkerConfiguration {
  const values = readEnvironment(environment, variables, (found) =>
    checkQueueServiceVariables(found, found.SALES_LEDGER, QUEUE_NAMES),
  );
  return {
    ...queueServiceConfiguration(values, values.SALES_LEDGER, QUEUE_NAMES),
    maxPaymentsPerSecond: values.MAX_PAYMENTS_PER_SECOND,
    maxConcurrentPayments: values.MAX_CONCURRENT_PAYMENTS,
  };
}
