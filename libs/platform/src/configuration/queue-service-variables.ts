import type { CleanedEnv } from 'envalid';
import type { LogLevel } from '../logging/log';
import {
  checkDatabaseVariables,
  type DatabaseSettings,
  databaseSettings,
  databaseVariables,
} from './database-variables';
import { integer, oneOf, originOf, port, str } from './environment';
import { type HttpSettings, httpSettings, httpVariables } from './http-variables';
import { type RetrySettings, retrySettings, retryVariables } from './retry-variables';
import { serviceVariables } from './service-variables';
import { checkSqsVariables, type SqsSettings, sqsSettings, sqsVariables } from './sqs-variables';

/** Settings of every service that reads a queue and stores its data in a database. */
export interface QueueServiceConfiguration {
  readonly logLevel: LogLevel;
  readonly shutdownGraceSeconds: number;
  /** Health, dead letters and metrics for operators; not public. */
  readonly management: {
    readonly host: string;
    readonly port: number;
    /** Further connections are closed. */
    readonly maxConnections: number;
    /** Origin of the operators' console, whose pages may use this API from a browser. */
    readonly consoleOrigin: string | undefined;
  };
  /** For the management API and every other HTTP server of the process. */
  readonly httpServer: HttpSettings;
  readonly retry: RetrySettings;
  readonly retention: {
    /** Days that redrive and discard decisions stay in the audit; 0: permanently. */
    readonly auditKeptDays: number;
  };
  /** The database; undefined: data is kept in the memory of the process. */
  readonly database: DatabaseSettings | undefined;
  /** The broker; undefined: messages are kept in the memory of the process. */
  readonly sqs: SqsSettings | undefined;
}

export type StoreKind = 'postgres' | 'memory';

/** Where a service keeps its data; each service has its own variable. */
export const storeVariable = oneOf<StoreKind>('postgres', 'memory')({ default: 'postgres' });

/**
 * @param managementPort the default: services on one machine need different ports
 * @param queues logical names of the queues that the service reads or writes
 */
export const queueServiceVariables = (managementPort: number, queues: readonly string[]) => ({
  ...serviceVariables,
  ...databaseVariables,
  ...sqsVariables(queues),
  ...retryVariables,
  ...httpVariables,
  MESSAGE_BROKER: oneOf('sqs', 'memory')({ default: 'sqs' }),
  MANAGEMENT_HOST: str({ default: '127.0.0.1' }),
  MANAGEMENT_PORT: port({ default: managementPort }),
  MANAGEMENT_MAX_CONNECTIONS: integer(1, 100_000)({ default: 256 }),
  MANAGEMENT_CONSOLE_ORIGIN: originOf('http:', 'https:')({ default: undefined }),
  AUDIT_KEPT_DAYS: integer(0, 36_500)({ default: 400 }),
});

type Values = CleanedEnv<ReturnType<typeof queueServiceVariables>>;

/** Rules between the variables. */
export function checkQueueServiceVariables(
  values: Values,
  store: StoreKind,
  queues: readonly string[],
): Record<string, string> {
  return {
    ...(store === 'postgres' ? checkDatabaseVariables(values) : {}),
    ...(values.MESSAGE_BROKER === 'sqs' ? checkSqsVariables(values, queues) : {}),
  };
}

/**
 * Call it only if `checkQueueServiceVariables` found no problem.
 *
 * @param origins at which browsers reach the service, besides the console's
 */
export function queueServiceConfiguration(
  values: Values,
  store: StoreKind,
  queues: readonly string[],
  origins: readonly (string | undefined)[] = [],
): QueueServiceConfiguration {
  return {
    logLevel: values.LOG_LEVEL,
    shutdownGraceSeconds: values.SHUTDOWN_GRACE_SECONDS,
    management: {
      host: values.MANAGEMENT_HOST,
      port: values.MANAGEMENT_PORT,
      maxConnections: values.MANAGEMENT_MAX_CONNECTIONS,
      consoleOrigin: values.MANAGEMENT_CONSOLE_ORIGIN,
    },
    httpServer: httpSettings(values, [values.MANAGEMENT_CONSOLE_ORIGIN, ...origins]),
    retry: retrySettings(values),
    retention: { auditKeptDays: values.AUDIT_KEPT_DAYS },
    database: store === 'postgres' ? databaseSettings(values) : undefined,
    sqs: values.MESSAGE_BROKER === 'sqs' ? sqsSettings(values, queues) : undefined,
  };
}
