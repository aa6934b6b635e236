import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { customerApiVariables } from '@decouple/customer-api';
import { salesWorkerVariables } from '@decouple/sales-worker';
import { workspaceRoot } from '@nx/devkit';
import { numericVariables } from './numeric-variables';

/** A spec file, and the part of a test's title that says what it measures. */
type Measurement = readonly [file: string, title: string];

const API = 'apps/customer-api/src/composition/numeric-settings.spec.ts';
const WORKER = 'apps/sales-worker/src/composition/numeric-settings.spec.ts';
const STOP = 'apps/customer-api/src/composition/stop.process.spec.ts';
const OPEN_DATABASE = 'libs/messaging/postgres/src/connection/open-database.int.spec.ts';

const OF_BOTH: Readonly<Record<string, Measurement>> = {
  SHUTDOWN_GRACE_SECONDS: [
    'libs/messaging/core/src/runtime/create-messaging-runtime.spec.ts',
    'the seconds of grace that are configured',
  ],
  DATABASE_POOL_SIZE: [OPEN_DATABASE, 'opens at most poolSize connections'],
  DATABASE_STATEMENT_TIMEOUT_SECONDS: [OPEN_DATABASE, 'applies the configured limits and the application name'],
  SQS_CONSUMER_LOOPS: [
    'libs/messaging/sqs/src/nestjs-sqs/sqs-message-source.int.spec.ts',
    'has as many batches in progress at once as it has loops',
  ],
  SQS_VISIBILITY_TIMEOUT_SECONDS: [
    'libs/messaging/core/src/testing/message-source.contract.ts',
    'works longer than the visibility timeout',
  ],
  AUDIT_KEPT_DAYS: [
    'libs/messaging/management/src/tasks/housekeeping.spec.ts',
    'deletes audit rows after the retention period and logs it',
  ],
};

const MEASURED_BY_API: Readonly<Record<string, Measurement>> = {
  ...OF_BOTH,
  PORT: [API, 'PORT and MANAGEMENT_PORT are'],
  MANAGEMENT_PORT: [API, 'PORT and MANAGEMENT_PORT are'],
  MAX_CONNECTIONS: [API, "['MAX_CONNECTIONS', publicUrl]"],
  MANAGEMENT_MAX_CONNECTIONS: [API, "['MANAGEMENT_MAX_CONNECTIONS', managementUrl]"],
  REQUEST_TIMEOUT_SECONDS: [API, 'REQUEST_TIMEOUT_SECONDS ends slow headers'],
  MAX_IN_FLIGHT_PAYMENTS: [
    'apps/customer-api/src/http/server/connections.spec.ts',
    'is enforced while the server is busy, too',
  ],
  SHUTDOWN_DELAY_SECONDS: [STOP, 'serves everyone for the configured time'],
  RECONCILE_AFTER_SECONDS: [API, 'RECONCILE_AFTER_SECONDS and RECONCILE_INTERVAL_SECONDS decide'],
  RECONCILE_INTERVAL_SECONDS: [API, 'RECONCILE_AFTER_SECONDS and RECONCILE_INTERVAL_SECONDS decide'],
  RETRY_BASE_SECONDS: [API, 'RETRY_BASE_SECONDS is'],
  RETRY_CAP_SECONDS: [API, 'RETRY_CAP_SECONDS is'],
  RETRY_MAX_ATTEMPTS: [API, 'RETRY_MAX_ATTEMPTS is'],
};

const MEASURED_BY_WORKER: Readonly<Record<string, Measurement>> = {
  ...OF_BOTH,
  MANAGEMENT_PORT: [WORKER, 'MANAGEMENT_PORT is'],
  MANAGEMENT_MAX_CONNECTIONS: [WORKER, 'MANAGEMENT_MAX_CONNECTIONS bounds'],
  REQUEST_TIMEOUT_SECONDS: [WORKER, 'REQUEST_TIMEOUT_SECONDS ends'],
  MAX_PAYMENTS_PER_SECOND: [WORKER, 'MAX_PAYMENTS_PER_SECOND spreads'],
  MAX_CONCURRENT_PAYMENTS: [WORKER, 'MAX_CONCURRENT_PAYMENTS bounds'],
  RETRY_BASE_SECONDS: [WORKER, 'RETRY_BASE_SECONDS is'],
  RETRY_CAP_SECONDS: [WORKER, 'RETRY_CAP_SECONDS is'],
  RETRY_MAX_ATTEMPTS: [WORKER, 'RETRY_MAX_ATTEMPTS is'],
};

/** A number of the one process that runs both services; it is in neither configuration. */
const MEASURED_BY_ONE_PROCESS: Readonly<Record<string, Measurement>> = {
  API_MANAGEMENT_PORT: ['tools/one-process/src/start.spec.ts', 'API_MANAGEMENT_PORT is'],
};

describe.each([
  ['customer-api', numericVariables(customerApiVariables), MEASURED_BY_API],
  ['sales-worker', numericVariables(salesWorkerVariables), MEASURED_BY_WORKER],
  ['both in one process', ['API_MANAGEMENT_PORT'], MEASURED_BY_ONE_PROCESS],
])('the numeric settings of %s', (_service, variables, measured) => {
  it('are all measured by a test', () => {
    expect(Object.keys(measured).sort()).toEqual(variables);
  });

  it.each(Object.entries(measured))('%s is measured where this list says', (_name, [file, title]) => {
    expect(readFileSync(join(workspaceRoot, file), 'utf8')).toContain(title);
  });
});

describe('numericVariables', () => {
  it('finds what must be a whole number', () => {
    expect(numericVariables(customerApiVariables)).toContain('MAX_CONNECTIONS');
    expect(numericVariables(customerApiVariables)).not.toContain('HTTP_HOST');
  });
});
