import {
  checkDatabaseVariables,
  checkSqsVariables,
  type DatabaseSettings,
  databaseSettings,
  databaseVariables,
  integer,
  type LogLevel,
  oneOf,
  port,
  readEnvironment,
  type RetrySettings,
  retrySettings,
  retryVariables,
  serviceVariables,
  type SqsSettings,
  sqsSettings,
  sqsVariables,
  str,
} from '@decouple/platform';

export interface SalesWorkerConfiguration {
  readonly logLevel: LogLevel;
  readonly shutdownGraceSeconds: number;
  /** Health, dead letters and figures for operators; not for the public. */
  readonly management: { readonly host: string; readonly port: number };
  readonly retry: RetrySettings;
  /** What the sales database is protected from; undefined: as fast as payments come. */
  readonly maxPaymentsPerSecond: number | undefined;
  /** Where the ledger is kept; undefined: in the memory of the process. */
  readonly database: DatabaseSettings | undefined;
  /** The broker; undefined: in the memory of the process. */
  readonly sqs: SqsSettings | undefined;
}

/** The environment variables of this application; each is explained in .env.example. */
export const variables = {
  ...serviceVariables,
  ...databaseVariables,
  ...sqsVariables,
  ...retryVariables,
  MANAGEMENT_HOST: str({ default: '127.0.0.1' }),
  MANAGEMENT_PORT: port({ default: 3100 }),
  MAX_PAYMENTS_PER_SECOND: integer(1, 1_000_000)({ default: undefined }),
  SALES_LEDGER: oneOf('postgres', 'memory')({ default: 'postgres' }),
  MESSAGE_BROKER: oneOf('sqs', 'memory')({ default: 'sqs' }),
};

/** @throws ConfigurationError naming every bad variable at once */
export function readConfiguration(environment: NodeJS.ProcessEnv): SalesWorkerConfiguration {
  const values = readEnvironment(environment, variables, (found) => ({
    ...(found.SALES_LEDGER === 'postgres' ? checkDatabaseVariables(found) : {}),
    ...(found.MESSAGE_BROKER === 'sqs' ? checkSqsVariables(found) : {}),
  }));
  return {
    logLevel: values.LOG_LEVEL,
    shutdownGraceSeconds: values.SHUTDOWN_GRACE_SECONDS,
    management: { host: values.MANAGEMENT_HOST, port: values.MANAGEMENT_PORT },
    retry: retrySettings(values),
    maxPaymentsPerSecond: values.MAX_PAYMENTS_PER_SECOND,
    database: values.SALES_LEDGER === 'postgres' ? databaseSettings(values) : undefined,
    sqs: values.MESSAGE_BROKER === 'sqs' ? sqsSettings(values) : undefined,
  };
}
