import { builtWeb, WORKSPACE_ROOT } from '@decouple/local-infra';
import type { Browser, Page } from 'playwright-core';
import { eventually } from '@decouple/local-infra/testing';
import { freshPolicy, paymentFor, type PaymentBody } from '../support/payment-client';
import { System } from '../support/system';
import { openBrowser, Person } from './browser';
import { findChromium, NO_BROWSER } from './find-chromium';

const chromium = findChromium();
if (chromium === undefined) console.warn(NO_BROWSER);
const WITHIN = { timeout: 120_000 };
/** There is one sample every 5 s, and a line needs three. */
const SAMPLES_WITHIN_MILLISECONDS = 120_000;
/** Requested every 5 s, and retried twice before it counts as a failure. */
const STALE_WITHIN_MILLISECONDS = 120_000;

(chromium === undefined ? describe.skip : describe)('Operating in a browser', () => {
  let system: System;
  let browser: Browser;
  let person: Person;
  let page: Page;

  beforeAll(async () => {
    const webFolder = await builtWeb(WORKSPACE_ROOT, () => undefined);
    // With one attempt, a failure creates a dead letter immediately.
    system = await System.start({ webFolder: webFolder!, environment: { RETRY_MAX_ATTEMPTS: '1' } });
    browser = await openBrowser(chromium!);
  });
  afterAll(async () => {
    await browser.close();
    await system.stop();
  });
  beforeEach(async () => {
    person = await Person.at(browser, system.api.url);
    page = person.page;
  });
  afterEach(async () => {
    await person.leave();
    // A test that failed must not leave a fault to the next one.
    await system.calmDown();
    expect(person.complaints).toEqual([]);
  });

  const heading = (text: string | RegExp) => page.getByRole('heading', { level: 1, name: text }).waitFor(WITHIN);

  const breaker = (text: string) => page.getByText(text, { exact: true });

  async function countAt(stage: string): Promise<number> {
    const text = await page.locator(`[data-stage="${stage}"] .stage-count`).getAttribute('data-count');
    return Number(text ?? Number.NaN);
  }

  const factOf = (name: string): Promise<string> =>
    page
      .locator('dt', { hasText: new RegExp(`^${name}$`) })
      .locator('xpath=following-sibling::dd[1]')
      .innerText();

  /** Payments of earlier tests may still be in flight when the queue is empty. */
  const allFinal = () =>
    eventually(async () => {
      const waiting = await system.query('customer', `select 1 from payments where outcome is null`);
      expect(waiting).toHaveLength(0);
    });

  it('shows the queue grow while the worker is stopped, and drain after its restart', async () => {
    await page.goto('/trouble');
    await page.getByRole('button', { name: 'Stop the worker' }).click();
    await page.getByRole('button', { name: 'Start the worker' }).waitFor(WITHIN);
    await page.getByRole('button', { name: 'Send 100', exact: true }).click();
    await page.getByText(/100 payments accepted in/).waitFor(WITHIN);
    await eventually(async () => expect(await countAt('queue')).toBeGreaterThanOrEqual(100));
    await breaker('sales-worker: Unreachable').waitFor(WITHIN);

    await page.getByRole('link', { name: 'Operations' }).click();
    await heading('Pipeline');
    await eventually(async () => expect(await countAt('queue')).toBeGreaterThanOrEqual(100));
    await page.getByRole('link', { name: 'Trouble' }).click();
    await page.getByRole('button', { name: 'Start the worker' }).click();
    await breaker('sales-worker: Consuming').waitFor(WITHIN);
    await eventually(async () => {
      expect(await countAt('queue')).toBe(0);
      expect(await countAt('recorded')).toBeGreaterThanOrEqual(100);
    });
  });

  it('shows the breaker open while the sales database is disconnected, and close after that', async () => {
    await page.goto('/trouble');
    await page.getByRole('button', { name: 'Disconnect the database' }).click();
    await page.getByRole('button', { name: 'Reconnect the database' }).waitFor(WITHIN);
    await page.getByRole('button', { name: 'Send 100', exact: true }).click();
    await breaker('sales-worker: Circuit open').waitFor(WITHIN);
    await page.getByRole('button', { name: 'Reconnect the database' }).click();
    await breaker('sales-worker: Consuming').waitFor(WITHIN);
    await eventually(async () => expect(await countAt('queue')).toBe(0));
  });

  it('redrives a failed message from its dead letter to the ledger', async () => {
    await allFinal();
    await page.goto('/trouble');
    await page.getByRole('button', { name: '100 % of the messages fail' }).click();
    await page.getByRole('button', { name: 'None: no message fails' }).and(page.locator(':enabled')).waitFor(WITHIN);
    const response = await system.payments.post(paymentFor());
    const { requestId } = (await response.json()) as PaymentBody;
    await system.payments.settled(requestId, ['parked']);
    await page.getByRole('button', { name: 'None: no message fails' }).click();
    await page
      .getByRole('button', { name: '100 % of the messages fail' })
      .and(page.locator(':enabled'))
      .waitFor(WITHIN);

    await page.getByRole('link', { name: 'Operations' }).click();
    await page
      .getByRole('navigation', { name: 'Operations' })
      .getByRole('link', { name: /^Dead letters/ })
      .click();
    await page.getByRole('heading', { level: 2, name: 'Retries exhausted' }).first().waitFor(WITHIN);
    await page.getByLabel('Message body').getByText(requestId).first().waitFor(WITHIN);
    await page
      .getByLabel('Error', { exact: true })
      .getByText(/refused on purpose/)
      .first()
      .waitFor(WITHIN);

    await page.getByRole('button', { name: 'Redrive all' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Operator').fill('ada@example.com');
    await dialog.getByLabel('Reason').fill('The fault is fixed.');
    await dialog.getByRole('button', { name: 'Preview' }).click();
    await dialog.getByText('1 message would be redriven').waitFor(WITHIN);
    expect((await system.payments.status(requestId)).status).toBe('parked');
    await dialog.getByRole('button', { name: 'Redrive 1 message' }).click();
    await dialog.getByText('Redrive started').waitFor(WITHIN);
    await dialog.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('link', { name: 'Audit log' }).click();
    const decision = page.getByRole('listitem').filter({ hasText: 'The fault is fixed.' });
    expect(await decision.innerText()).toMatch(/Redriven\s+1 message[^]*ada@example\.com/);

    expect((await system.payments.settled(requestId)).status).toBe('recorded');
    await page.getByRole('navigation', { name: 'Operations' }).getByRole('link', { name: 'Payments' }).click();
    await page.getByLabel(/Request ID, policy number/).fill(requestId);
    await page.getByRole('button', { name: 'Search' }).click();
    const journey = page.getByRole('list', { name: /Progress/ });
    await journey.waitFor(WITHIN);
    expect(await journey.innerText()).toMatch(/Under review[^]*Paid/);
    expect(await factOf('Attempts')).toBe('2');
  });

  it('discards only the messages that match a filter, across groups', async () => {
    // A unique body: dead letters of earlier tests may still exist.
    const body = `this is not JSON: ${freshPolicy()}`;
    await system.queues.send('payment-status', body);
    await system.queues.send('sales', body);
    const deadLettersIn = (database: 'customer' | 'sales') =>
      system.query(database, 'select 1 from dead_letters where body = $1', [body]);
    await eventually(async () => {
      expect(await deadLettersIn('sales')).toHaveLength(1);
      expect(await deadLettersIn('customer')).toHaveLength(1);
    });

    await page.goto('/operations/dead-letters');
    await page.getByRole('button', { name: 'Filter' }).click();
    await page.getByRole('button', { name: /Service/ }).click();
    await page.getByRole('option', { name: 'sales-worker' }).click();
    await page.getByRole('button', { name: 'Apply' }).click();
    await page.getByRole('button', { name: 'Discard all' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Operator').fill('ada@example.com');
    await dialog.getByLabel('Reason').fill('Sent by mistake.');
    await dialog.getByRole('button', { name: 'Preview' }).click();
    await dialog.getByRole('button', { name: /^Discard \d+ messages?$/ }).click();
    await dialog.getByText('Discarded', { exact: true }).waitFor(WITHIN);

    expect(await deadLettersIn('sales')).toHaveLength(0);
    expect(await deadLettersIn('customer')).toHaveLength(1);
  });

  it('finds a payment by policy and by idempotency key, with its trace', async () => {
    const order = paymentFor();
    const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
    const headers = { 'idempotency-key': '"the-key-of-a-customer"', traceparent: `00-${traceId}-00f067aa0ba902b7-01` };
    await system.payments.post(order, headers);
    for (const text of [order.policyNumber, 'the-key-of-a-customer']) {
      await page.goto(`/operations/payments?q=${text}`);
      await page.getByRole('heading', { name: 'Journey' }).waitFor(WITHIN);
      await page.getByText('the-key-of-a-customer', { exact: true }).waitFor(WITHIN);
      expect(await factOf('Trace ID')).toBe(traceId);
    }
  });

  it('shows the last hour at the first visit and after a reload', async () => {
    await page.goto('/operations');
    await page.locator('canvas').first().waitFor({ timeout: SAMPLES_WITHIN_MILLISECONDS });
    await page.reload();
    await page.locator('canvas').first().waitFor(WITHIN);
    expect(await page.getByText('No data yet').count()).toBe(0);
  });

  it('shows the data of customer-api while sales-worker is down', async () => {
    const requestId = await system.payments.pay();
    await system.payments.settled(requestId);
    await system.worker.stop();

    await page.goto(`/operations/payments?q=${requestId}`);
    await page.getByRole('heading', { name: 'Journey' }).waitFor(WITHIN);
    expect(await factOf('customer-api')).toBe('Recorded');
    expect(await factOf('Sales ledger')).toBe('Unknown: service unreachable');
    await page.goto('/operations/dead-letters');
    await page.getByText('sales-worker unreachable').waitFor(WITHIN);
  });

  it('says that the connection is lost and when the page was last updated', async () => {
    await page.goto('/operations/sales');
    await page.getByRole('heading', { name: 'Totals by month and currency' }).waitFor(WITHIN);
    await eventually(async () => expect(await page.locator('.skeleton').count()).toBe(0));
    await page.route('**/v1/monthly-totals', (route) => route.abort());
    await page
      .getByText(/^Connection lost\. Last updated \d\d:\d\d:\d\d\. Retrying…$/)
      .waitFor({ timeout: STALE_WITHIN_MILLISECONDS });
    await page.unroute('**/v1/monthly-totals');
    await page
      .getByText(/^Connection lost\. Last updated \d\d:\d\d:\d\d\. Retrying…$/)
      .waitFor({ state: 'detached', timeout: STALE_WITHIN_MILLISECONDS });
  });

  it('shows the totals, and that both sides agree', async () => {
    await system.payments.settled(await system.payments.pay({ currency: 'CHF', value: '123456' }));
    await page.goto('/operations/sales');
    await page.getByRole('row', { name: /CHF/ }).getByText('CHF 1,234.56').waitFor(WITHIN);
    await page.getByRole('button', { name: 'Run reconciliation' }).click();
    await page.getByText('Both sides agree', { exact: true }).waitFor(WITHIN);
    await page.reload();
    await page.getByText('Both sides agree', { exact: true }).waitFor(WITHIN);
  });
});
