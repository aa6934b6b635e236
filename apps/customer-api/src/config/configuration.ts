import {
  checkDatabaseVariables,
  checkSqsVariables,
  type DatabaseSettings,
  databaseSettings,
  databaseVariables,
  integer,
  type LogLevel,
  matching,
  port,
  readEnvironment,
  serviceVariables,
  type SqsSettings,
  sqsSettings,
  sqsVariables,
  str,
} from '@decouple/platform';

export interface CustomerApiConfiguration {
  readonly logLevel: LogLevel;
  readonly shutdownGraceSeconds: number;
  readonly http: {
    readonly host: string;
    readonly port: number;
    /** Longest time for a request to arrive in full. */
    readonly requestTimeoutSeconds: number;
    /**
     * Header in which the gateway in front tells who the client is, after it has checked it. Ids and idempotency keys
     * of one client mean nothing to another. Without the header a request belongs to the client "anonymous".
     */
    readonly clientIdHeader: string;
  };
  /** Where payments are kept; undefined: in the memory of the process. */
  readonly database: DatabaseSettings | undefined;
  /** The broker; undefined: in the memory of the process. */
  readonly sqs: SqsSettings | undefined;
}

const variables = {
  ...serviceVariables,
  ...databaseVariables,
  ...sqsVariables,
  HTTP_HOST: str({ default: '127.0.0.1' }),
  PORT: port({ default: 3000 }),
  REQUEST_TIMEOUT_SECONDS: integer(1, 300)({ default: 10 }),
  CLIENT_ID_HEADER: matching(/^[a-z0-9-]{1,64}$/, 'the name of a header in lower case')({ default: 'x-client-id' }),
  PAYMENT_STORE: str({ default: 'postgres', choices: ['postgres', 'memory'] }),
  MESSAGE_BROKER: str({ default: 'sqs', choices: ['sqs', 'memory'] }),
};

/** @throws ConfigurationError naming every bad variable at once */
export function readConfiguration(environment: NodeJS.ProcessEnv): CustomerApiConfiguration {
  const values = readEnvironment(environment, variables, (found) => ({
    ...(found.PAYMENT_STORE === 'postgres' ? checkDatabaseVariables(found) : {}),
    ...(found.MESSAGE_BROKER === 'sqs' ? checkSqsVariables(found) : {}),
  }));
  return {
    logLevel: values.LOG_LEVEL as LogLevel,
    shutdownGraceSeconds: values.SHUTDOWN_GRACE_SECONDS,
    http: {
      host: values.HTTP_HOST,
      port: values.PORT,
      requestTimeoutSeconds: values.REQUEST_TIMEOUT_SECONDS,
      clientIdHeader: values.CLIENT_ID_HEADER,
    },
    database: values.PAYMENT_STORE === 'postgres' ? databaseSettings(values) : undefined,
    sqs: values.MESSAGE_BROKER === 'sqs' ? sqsSettings(values) : undefined,
  };
}
