import { QUEUES } from '@decouple/contracts';
import type { CleanedEnv } from 'envalid';
import {
  checkQueueServiceVariables,
  integer,
  matching,
  originOf,
  port,
  type QueueServiceConfiguration,
  queueServiceConfiguration,
  queueServiceVariables,
  readEnvironment,
  storeVariable,
  str,
  urlOf,
} from '@decouple/platform';

import type { WebSettings } from '../web/web-settings';

export interface CustomerApiConfiguration extends QueueServiceConfiguration {
  /** Time from the request to stop until new connections are refused; everything is served meanwhile. */
  readonly shutdownDelaySeconds: number;
  readonly http: {
    readonly host: string;
    readonly port: number;
    /** Further connections are closed. */
    readonly maxConnections: number;
    /** Maximum number of payments that are accepted concurrently; beyond it the response is 503. */
    readonly maxInFlightPayments: number;
    /**
     * Header in which the gateway in front names the client that it has authenticated. Payment ids and idempotency keys
     * of one client mean nothing to another. A request without the header belongs to the client "anonymous".
     */
    readonly clientIdHeader: string;
    /** Origin of pages on another host that may use the API from a browser; undefined: none. */
    readonly webOrigin: string | undefined;
  };
  readonly reconciliation: {
    /** Time without a reply before the message of a payment is sent again. */
    readonly afterSeconds: number;
    /** Interval between two runs. */
    readonly intervalSeconds: number;
  };
  /** The web application; undefined: only the API is served. */
  readonly web: WebSettings | undefined;
}

const QUEUE_NAMES = Object.keys(QUEUES);

/** The environment variables of this application; each is explained in .env.example. */
export const variables = {
  ...queueServiceVariables(3001, QUEUE_NAMES),
  SHUTDOWN_DELAY_SECONDS: integer(0, 300)({ default: 0 }),
  HTTP_HOST: str({ default: '127.0.0.1' }),
  PORT: port({ default: 3000 }),
  MAX_CONNECTIONS: integer(1, 1_000_000)({ default: 10_000 }),
  CLIENT_ID_HEADER: matching(/^[a-z0-9-]{1,64}$/, 'the name of a header in lower case')({ default: 'x-client-id' }),
  MAX_IN_FLIGHT_PAYMENTS: integer(1, 100_000)({ default: 2_000 }),
  RECONCILE_AFTER_SECONDS: integer(1, 86_400)({ default: 300 }),
  RECONCILE_INTERVAL_SECONDS: integer(1, 86_400)({ default: 30 }),
  PAYMENT_STORE: storeVariable,
  WEB_ORIGIN: originOf('http:', 'https:')({ default: undefined }),
  WEB_FOLDER: str({ default: undefined }),
  WEB_CUSTOMER_API_MANAGEMENT_URL: urlOf('http:', 'https:')({ default: undefined }),
  WEB_SALES_WORKER_MANAGEMENT_URL: urlOf('http:', 'https:')({ default: undefined }),
  WEB_TROUBLE_URL: urlOf('http:')({ default: undefined }),
};

/** @throws ConfigurationError naming every bad variable at once */
export function readConfiguration(environment: NodeJS.ProcessEnv): CustomerApiConfiguration {
  const values = readEnvironment(environment, variables, (found) => ({
    ...checkQueueServiceVariables(found, found.PAYMENT_STORE, QUEUE_NAMES),
    ...checkWebVariables(found),
  }));
  return {
    ...queueServiceConfiguration(values, values.PAYMENT_STORE, QUEUE_NAMES, [
      values.WEB_ORIGIN,
      values.WEB_CUSTOMER_API_MANAGEMENT_URL,
    ]),
    shutdownDelaySeconds: values.SHUTDOWN_DELAY_SECONDS,
    http: {
      host: values.HTTP_HOST,
      port: values.PORT,
      maxConnections: values.MAX_CONNECTIONS,
      maxInFlightPayments: values.MAX_IN_FLIGHT_PAYMENTS,
      clientIdHeader: values.CLIENT_ID_HEADER,
      webOrigin: values.WEB_ORIGIN,
    },
    reconciliation: {
      afterSeconds: values.RECONCILE_AFTER_SECONDS,
      intervalSeconds: values.RECONCILE_INTERVAL_SECONDS,
    },
    web: webSettings(values),
  };
}

type Values = CleanedEnv<typeof variables>;

/** Rules between the variables. Fault injection is for local runs: a production configuration cannot have it. */
function checkWebVariables(values: Values): Record<string, string> {
  const problems: Record<string, string> = {};
  const { WEB_CUSTOMER_API_MANAGEMENT_URL: api, WEB_SALES_WORKER_MANAGEMENT_URL: worker } = values;
  if (api === undefined && worker !== undefined) {
    problems['WEB_CUSTOMER_API_MANAGEMENT_URL'] = 'is needed beside WEB_SALES_WORKER_MANAGEMENT_URL';
  }
  if (worker === undefined && api !== undefined) {
    problems['WEB_SALES_WORKER_MANAGEMENT_URL'] = 'is needed beside WEB_CUSTOMER_API_MANAGEMENT_URL';
  }
  if (values.WEB_TROUBLE_URL === undefined) return problems;
  if (values.NODE_ENV === 'production') {
    problems['WEB_TROUBLE_URL'] = 'must not be set with NODE_ENV=production: it makes trouble on purpose';
  } else if (!LOOPBACK.has(new URL(values.WEB_TROUBLE_URL).hostname)) {
    problems['WEB_TROUBLE_URL'] = 'must be on this machine: 127.0.0.1, [::1] or localhost';
  }
  return problems;
}

const LOOPBACK = new Set(['127.0.0.1', '[::1]', 'localhost']);

function webSettings(values: Values): WebSettings | undefined {
  const { WEB_CUSTOMER_API_MANAGEMENT_URL: api, WEB_SALES_WORKER_MANAGEMENT_URL: worker } = values;
  if (values.WEB_FOLDER === undefined) return undefined;
  return {
    folder: values.WEB_FOLDER,
    operations: api === undefined || worker === undefined ? undefined : { customerApi: api, salesWorker: worker },
    troubleMode: values.WEB_TROUBLE_URL,
  };
}
