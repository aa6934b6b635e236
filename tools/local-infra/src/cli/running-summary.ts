import { relative } from 'node:path';
import type { InfrastructureEndpoints } from '../infrastructure/infrastructure-endpoints';
import type { LocalFolder } from '../local-folder';

export interface RunningSystem extends InfrastructureEndpoints {
  readonly apiUrl: string;
  readonly apiManagementUrl: string;
  readonly workerUrl: string;
  readonly folder: LocalFolder;
}

/** What `npm start` says once: where everything is, and a first payment to paste. */
export function runningSummary(system: RunningSystem, today: Date = new Date()): string {
  const { apiUrl, apiManagementUrl, workerUrl, databaseUrls, sqsEndpoint, dataDir, folder } = system;
  const logs = relative(folder.workspace, folder.log('*'));
  return `
Decouple is running.

  Pay            ${apiUrl}
  Operations     ${apiUrl}/operations
  Trouble mode   ${apiUrl}/trouble
  API            ${apiUrl}/v1/payments
  API docs       ${apiUrl}/docs
  Management     ${apiManagementUrl}  (customer-api)
                 ${workerUrl}  (sales-worker)
  PostgreSQL     ${databaseUrls.customer}
                 ${databaseUrls.sales}
  SQS            ${sqsEndpoint}
  Data           ${dataDir}
  Logs           ${logs}

Make a payment in the browser, or here:

  ${paymentCommand(apiUrl, today)}

The answer's Location header is where to read its status: curl ${apiUrl}<Location>

Look after it: npm run ops -- help

Ctrl-C stops everything; data stays in .local/
`;
}

function paymentCommand(apiUrl: string, today: Date): string {
  const payment = {
    policyNumber: 'POL-100001',
    customerId: 'CUST-1001',
    billingPeriod: today.toISOString().slice(0, 'YYYY-MM'.length),
    amount: { value: '4999', currency: 'EUR' },
    paymentMethod: { type: 'card', token: 'tok_visa_4f9a' },
  };
  const headers = `-H 'content-type: application/json' -H 'idempotency-key: "first-payment"'`;
  return `curl -i ${apiUrl}/v1/payments ${headers} -d '${JSON.stringify(payment)}'`;
}
