import { ConfigurationError } from '@decouple/platform';
import { readConfiguration } from './configuration';

const MINIMAL = {
  DATABASE_URL: 'postgres://user:secret@127.0.0.1:5432/sales',
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

describe('the configuration of sales-worker', () => {
  it('needs a database, a region and two queues; the rest has defaults', () => {
    expect(readConfiguration(MINIMAL)).toMatchObject({
      logLevel: 'info',
      shutdownGraceSeconds: 20,
      httpServer: { requestTimeoutSeconds: 10, allowedHosts: [] },
      management: { host: '127.0.0.1', port: 3100, maxConnections: 256 },
      retry: { maxAttempts: 8, baseSeconds: 2, capSeconds: 900 },
      database: { url: MINIMAL.DATABASE_URL, poolSize: 10 },
      sqs: { region: 'eu-central-1', consumerLoops: 32 },
    });
  });

  it('takes what is set', () => {
    const environment = {
      ...MINIMAL,
      LOG_LEVEL: 'warn',
      SHUTDOWN_GRACE_SECONDS: '5',
      MANAGEMENT_HOST: '0.0.0.0',
      MANAGEMENT_PORT: '0',
      MANAGEMENT_CONSOLE_ORIGIN: 'https://console.example.com',
      ALLOWED_HOSTS: 'worker.internal',
      MAX_PAYMENTS_PER_SECOND: '50',
      MAX_CONCURRENT_PAYMENTS: '8',
    };

    expect(readConfiguration(environment)).toMatchObject({
      logLevel: 'warn',
      shutdownGraceSeconds: 5,
      httpServer: { allowedHosts: ['worker.internal', 'console.example.com'] },
      management: { host: '0.0.0.0', port: 0 },
      maxPaymentsPerSecond: 50,
      maxConcurrentPayments: 8,
    });
  });

  it('names everything that is missing', () => {
    expect(namesRefused({})).toEqual(['AWS_REGION', 'DATABASE_URL', 'PAYMENT_STATUS_QUEUE_URL', 'SALES_QUEUE_URL']);
  });

  it('needs no database when the ledger is kept in memory', () => {
    expect(readConfiguration({ ...MINIMAL, DATABASE_URL: '', SALES_LEDGER: 'memory' }).database).toBeUndefined();
  });

  it('needs no SQS when the broker is in memory', () => {
    expect(namesRefused({ MESSAGE_BROKER: 'memory' })).toEqual(['DATABASE_URL']);
    expect(readConfiguration({ ...MINIMAL, MESSAGE_BROKER: 'memory' }).sqs).toBeUndefined();
  });

  it('needs nothing at all when both are', () => {
    expect(namesRefused({ SALES_LEDGER: 'memory', MESSAGE_BROKER: 'memory' })).toEqual([]);
  });

  it.each([
    { MANAGEMENT_PORT: '-1' },
    { SALES_LEDGER: 'excel' },
    { MESSAGE_BROKER: 'kafka' },
    { LOG_LEVEL: 'loud' },
    { MAX_CONCURRENT_PAYMENTS: '0' },
    { MANAGEMENT_MAX_CONNECTIONS: '0' },
    { ALLOWED_HOSTS: 'https://worker.internal' },
    { ALLOWED_HOSTS: 'worker.internal:3100' },
  ])('refuses %j', (bad) => {
    expect(namesRefused({ ...MINIMAL, ...(bad as Record<string, string>) })).toEqual(Object.keys(bad));
  });

  it('does not look at the store of the other service', () => {
    expect(namesRefused({ ...MINIMAL, PAYMENT_STORE: 'mysql' })).toEqual([]);
  });
});
