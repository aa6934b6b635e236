import {
  checkDatabaseVariables,
  checkSqsVariables,
  type DatabaseSettings,
  databaseSettings,
  databaseVariables,
  type LogLevel,
  port,
  readEnvironment,
  serviceVariables,
  type SqsSettings,
  sqsSettings,
  sqsVariables,
  str,
} from '@decouple/platform';

export interface SalesWorkerConfiguration {
  readonly logLevel: LogLevel;
  readonly shutdownGraceSeconds: number;
  /** Health and figures for operators; not for the public. */
  readonly management: { readonly host: string; readonly port: number };
  /** Where the ledger is kept; undefined: in the memory of the process. */
  readonly database: DatabaseSettings | undefined;
  /** The broker; undefined: in the memory of the process. */
  readonly sqs: SqsSettings | undefined;
}

const variables = {
  ...serviceVariables,
  ...databaseVariables,
  ...sqsVariables,
  MANAGEMENT_HOST: str({ default: '127.0.0.1' }),
  MANAGEMENT_PORT: port({ default: 3100 }),
  SALES_LEDGER: str({ default: 'postgres', choices: ['postgres', 'memory'] }),
  MESSAGE_BROKER: str({ default: 'sqs', choices: ['sqs', 'memory'] }),
};

/** @throws ConfigurationError naming every bad variable at once */
export function readConfiguration(environment: NodeJS.ProcessEnv): SalesWorkerConfiguration {
  const values = readEnvironment(environment, variables, (found) => ({
    ...(found.SALES_LEDGER === 'postgres' ? checkDatabaseVariables(found) : {}),
    ...(found.MESSAGE_BROKER === 'sqs' ? checkSqsVariables(found) : {}),
  }));
  return {
    logLevel: values.LOG_LEVEL as LogLevel,
    shutdownGraceSeconds: values.SHUTDOWN_GRACE_SECONDS,
    management: { host: values.MANAGEMENT_HOST, port: values.MANAGEMENT_PORT },
    database: values.SALES_LEDGER === 'postgres' ? databaseSettings(values) : undefined,
    sqs: values.MESSAGE_BROKER === 'sqs' ? sqsSettings(values) : undefined,
  };
}
