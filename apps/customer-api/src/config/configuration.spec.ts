import { ConfigurationError } from '@decouple/platform';
import { readConfiguration } from './configuration';

const MINIMAL = {
  DATABASE_URL: 'postgres://user:secret@127.0.0.1:5432/customer',
  AWS_REGION: 'eu-central-1',
  SALES_QUEUE_URL: 'https://sqs.eu-central-1.amazonaws.com/123456789012/sales',
  PAYMENT_STATUS_QUEUE_URL: 'https://sqs.eu-central-1.amazonaws.com/123456789012/payment-status',
};

function namesRefused(environment: NodeJS.ProcessEnv): string[] {
  try {
    readConfiguration(environment);
  } catch (error) {
    if (error instanceof ConfigurationError) return Object.keys(error.problems).sort();
    throw error;
  }
  return [];
}

describe('the configuration of customer-api', () => {
  it('needs a database, a region and two queues; the rest has defaults', () => {
    expect(readConfiguration(MINIMAL)).toEqual({
      logLevel: 'info',
      shutdownDelaySeconds: 0,
      shutdownGraceSeconds: 20,
      http: {
        host: '127.0.0.1',
        port: 3000,
        maxConnections: 10_000,
        maxInFlightPayments: 2_000,
        clientIdHeader: 'x-client-id',
      },
      reconciliation: { afterSeconds: 300, intervalSeconds: 30 },
      httpServer: { requestTimeoutSeconds: 10, allowedHosts: [] },
      management: { host: '127.0.0.1', port: 3001, maxConnections: 256 },
      retry: { maxAttempts: 8, baseSeconds: 2, capSeconds: 900 },
      retention: { auditKeptDays: 400 },
      database: expect.objectContaining({ url: MINIMAL.DATABASE_URL, poolSize: 10 }) as unknown,
      sqs: expect.objectContaining({ region: 'eu-central-1', consumerLoops: 32 }) as unknown,
    });
  });

  it('takes what is set', () => {
    const environment = {
      ...MINIMAL,
      LOG_LEVEL: 'debug',
      SHUTDOWN_GRACE_SECONDS: '0',
      HTTP_HOST: '0.0.0.0',
      PORT: '8080',
      MAX_CONNECTIONS: '100',
      REQUEST_TIMEOUT_SECONDS: '30',
      ALLOWED_HOSTS: 'Pay.example.com, 10.0.0.7',
      CLIENT_ID_HEADER: 'x-consumer-id',
      MAX_IN_FLIGHT_PAYMENTS: '10',
      RECONCILE_AFTER_SECONDS: '60',
      MANAGEMENT_HOST: '0.0.0.0',
      MANAGEMENT_PORT: '8081',
      MANAGEMENT_MAX_CONNECTIONS: '20',
      RETRY_MAX_ATTEMPTS: '1',
      RETRY_BASE_SECONDS: '1',
      RETRY_CAP_SECONDS: '60',
      RECONCILE_INTERVAL_SECONDS: '5',
    };

    expect(readConfiguration(environment)).toMatchObject({
      logLevel: 'debug',
      shutdownGraceSeconds: 0,
      http: {
        host: '0.0.0.0',
        port: 8080,
        maxConnections: 100,
        maxInFlightPayments: 10,
        clientIdHeader: 'x-consumer-id',
      },
      reconciliation: { afterSeconds: 60, intervalSeconds: 5 },
      httpServer: { requestTimeoutSeconds: 30, allowedHosts: ['pay.example.com', '10.0.0.7'] },
      management: { host: '0.0.0.0', port: 8081, maxConnections: 20 },
      retry: { maxAttempts: 1, baseSeconds: 1, capSeconds: 60 },
    });
  });

  it('allows the hosts of the origins by which browsers reach it', () => {
    const origins = {
      WEB_ORIGIN: 'https://pay.example.com',
      WEB_CUSTOMER_API_MANAGEMENT_URL: 'https://api-management.internal:8443',
      WEB_SALES_WORKER_MANAGEMENT_URL: 'https://worker-management.internal',
      MANAGEMENT_CONSOLE_ORIGIN: 'https://console.example.com',
      ALLOWED_HOSTS: 'api.example.com,pay.example.com',
    };

    expect(readConfiguration({ ...MINIMAL, ...origins }).httpServer.allowedHosts).toEqual([
      'api.example.com',
      'pay.example.com',
      'console.example.com',
      'api-management.internal',
    ]);
  });

  it('makes trouble only on this machine, and never in production', () => {
    const trouble = { ...MINIMAL, WEB_FOLDER: '/web', WEB_TROUBLE_URL: 'http://127.0.0.1:4001' };

    expect(namesRefused(trouble)).toEqual(['WEB_TROUBLE_URL']);
    expect(namesRefused({ ...trouble, NODE_ENV: 'production' })).toEqual(['WEB_TROUBLE_URL']);
    expect(namesRefused({ ...trouble, NODE_ENV: 'development', WEB_TROUBLE_URL: 'http://10.0.0.7:4001' })).toEqual([
      'WEB_TROUBLE_URL',
    ]);
    expect(readConfiguration({ ...trouble, NODE_ENV: 'development' }).web).toMatchObject({
      folder: '/web',
      troubleMode: 'http://127.0.0.1:4001',
    });
  });

  it('serves operators with both management APIs or with none', () => {
    const api = { WEB_CUSTOMER_API_MANAGEMENT_URL: 'https://api.internal' };
    const worker = { WEB_SALES_WORKER_MANAGEMENT_URL: 'https://worker.internal' };

    expect(namesRefused({ ...MINIMAL, ...api })).toEqual(['WEB_SALES_WORKER_MANAGEMENT_URL']);
    expect(namesRefused({ ...MINIMAL, ...worker })).toEqual(['WEB_CUSTOMER_API_MANAGEMENT_URL']);
    expect(readConfiguration({ ...MINIMAL, ...api, ...worker, WEB_FOLDER: '/web' }).web?.operations).toEqual({
      customerApi: 'https://api.internal',
      salesWorker: 'https://worker.internal',
    });
  });

  it('names everything that is missing', () => {
    expect(namesRefused({})).toEqual(['AWS_REGION', 'DATABASE_URL', 'PAYMENT_STATUS_QUEUE_URL', 'SALES_QUEUE_URL']);
  });

  it('needs no database when payments are kept in memory', () => {
    expect(namesRefused({ PAYMENT_STORE: 'memory' })).toEqual([
      'AWS_REGION',
      'PAYMENT_STATUS_QUEUE_URL',
      'SALES_QUEUE_URL',
    ]);
    expect(readConfiguration({ ...MINIMAL, PAYMENT_STORE: 'memory' }).database).toBeUndefined();
  });

  it('needs no SQS when the broker is in memory', () => {
    expect(namesRefused({ MESSAGE_BROKER: 'memory' })).toEqual(['DATABASE_URL']);
    expect(readConfiguration({ ...MINIMAL, MESSAGE_BROKER: 'memory' }).sqs).toBeUndefined();
  });

  it('needs nothing at all when both are', () => {
    expect(namesRefused({ PAYMENT_STORE: 'memory', MESSAGE_BROKER: 'memory' })).toEqual([]);
  });

  it.each([
    { PORT: '65536' },
    { REQUEST_TIMEOUT_SECONDS: '0' },
    { REQUEST_TIMEOUT_SECONDS: '301' },
    { CLIENT_ID_HEADER: 'X-Client-Id' },
    { CLIENT_ID_HEADER: 'x client' },
    { MAX_IN_FLIGHT_PAYMENTS: '0' },
    { RECONCILE_AFTER_SECONDS: '0' },
    { RECONCILE_INTERVAL_SECONDS: '86401' },
    { PAYMENT_STORE: 'mysql' },
    { MESSAGE_BROKER: 'kafka' },
    { LOG_LEVEL: 'loud' },
    { NODE_ENV: 'staging' },
    { SHUTDOWN_GRACE_SECONDS: '3601' },
  ])('refuses %j', (bad) => {
    expect(namesRefused({ ...MINIMAL, ...(bad as Record<string, string>) })).toEqual(Object.keys(bad));
  });

  it('names bad values together with what is missing', () => {
    expect(
      namesRefused({ PORT: 'x', DATABASE_POOL_SIZE: '1', AWS_REGION: 'moon', SQS_ENDPOINT: 'http://127.0.0.1:1' }),
    ).toEqual(['AWS_REGION', 'DATABASE_POOL_SIZE', 'DATABASE_URL', 'PORT']);
  });
});
