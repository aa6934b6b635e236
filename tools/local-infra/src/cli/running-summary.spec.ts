import { temporaryFolder } from '../infrastructure/temporary-folder';
import { LocalFolder } from '../local-folder';
import { runningSummary } from './running-summary';

describe('what npm start says', () => {
  const clone = temporaryFolder('decouple-summary-');
  afterAll(() => clone.remove());

  it('contains a payment for the current month, ready to paste', () => {
    const text = runningSummary(
      {
        apiUrl: 'http://127.0.0.1:3000',
        apiManagementUrl: 'http://127.0.0.1:3001',
        workerUrl: 'http://127.0.0.1:3100',
        databaseUrls: { customer: 'postgres://c', sales: 'postgres://s' },
        serverUrl: 'postgres://server',
        sqsEndpoint: 'http://127.0.0.1:4000',
        dataDir: '/clone/.local/postgres',
        folder: new LocalFolder(clone.path),
      },
      new Date('2026-02-28T23:00:00Z'),
    );
    expect(text).toContain(
      `curl -i http://127.0.0.1:3000/v1/payments -H 'content-type: application/json' -H 'idempotency-key: "first-payment"' ` +
        `-d '{"policyNumber":"POL-100001","customerId":"CUST-1001","billingPeriod":"2026-02",` +
        `"amount":{"value":"4999","currency":"EUR"},"paymentMethod":{"type":"card","token":"tok_visa_4f9a"}}'`,
    );
    expect(text).toContain('Management     http://127.0.0.1:3001  (customer-api)');
    expect(text).toContain('Logs           .local/logs/*.log');
  });
});
