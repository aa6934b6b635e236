import {
  checkQueueServiceVariables,
  integer,
  matching,
  port,
  type QueueServiceConfiguration,
  queueServiceConfiguration,
  queueServiceVariables,
  readEnvironment,
  storeVariable,
  str,
} from '@decouple/platform';

export interface CustomerApiConfiguration extends QueueServiceConfiguration {
  readonly http: {
    readonly host: string;
    readonly port: number;
    /** Longest time for a request to arrive in full. */
    readonly requestTimeoutSeconds: number;
    /** Payments that are being accepted at the same moment; beyond it the answer is 503. */
    readonly maxInFlightPayments: number;
    /**
     * Header in which the gateway in front tells who the client is, after it has checked it. Ids and idempotency keys
     * of one client mean nothing to another. Without the header a request belongs to the client "anonymous".
     */
    readonly clientIdHeader: string;
  };
  readonly reconciliation: {
    /** Time without an answer before a payment is told to sales again. */
    readonly afterSeconds: number;
    /** Time between two looks. */
    readonly intervalSeconds: number;
  };
}

/** The environment variables of this application; each is explained in .env.example. */
export const variables = {
  ...queueServiceVariables(3001),
  HTTP_HOST: str({ default: '127.0.0.1' }),
  PORT: port({ default: 3000 }),
  REQUEST_TIMEOUT_SECONDS: integer(1, 300)({ default: 10 }),
  CLIENT_ID_HEADER: matching(/^[a-z0-9-]{1,64}$/, 'the name of a header in lower case')({ default: 'x-client-id' }),
  MAX_IN_FLIGHT_PAYMENTS: integer(1, 100_000)({ default: 2_000 }),
  RECONCILE_AFTER_SECONDS: integer(1, 86_400)({ default: 300 }),
  RECONCILE_INTERVAL_SECONDS: integer(1, 86_400)({ default: 30 }),
  PAYMENT_STORE: storeVariable,
};

/** @throws ConfigurationError naming every bad variable at once */
export function readConfiguration(environment: NodeJS.ProcessEnv): CustomerApiConfiguration {
  const values = readEnvironment(environment, variables, (found) =>
    checkQueueServiceVariables(found, found.PAYMENT_STORE),
  );
  return {
    ...queueServiceConfiguration(values, values.PAYMENT_STORE),
    http: {
      host: values.HTTP_HOST,
      port: values.PORT,
      requestTimeoutSeconds: values.REQUEST_TIMEOUT_SECONDS,
      maxInFlightPayments: values.MAX_IN_FLIGHT_PAYMENTS,
      clientIdHeader: values.CLIENT_ID_HEADER,
    },
    reconciliation: {
      afterSeconds: values.RECONCILE_AFTER_SECONDS,
      intervalSeconds: values.RECONCILE_INTERVAL_SECONDS,
    },
  };
}
