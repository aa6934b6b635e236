import { builtWeb, WORKSPACE_ROOT } from '@decouple/local-infra';
import type { Browser, Page } from 'playwright-core';
import { eventually } from '../support/eventually';
import { freshPolicy, paymentFor, type PaymentBody } from '../support/payment-client';
import { System } from '../support/system';
import { openBrowser, Person } from './browser';
import { findChromium, NO_BROWSER } from './find-chromium';

const chromium = findChromium();
if (chromium === undefined) console.warn(NO_BROWSER);
const WITHIN = { timeout: 120_000 };
/** One is taken each five seconds; a line needs three. */
const SAMPLES_WITHIN_MILLISECONDS = 120_000;
/** Asked each five seconds, and twice again before it counts as a failure. */
const STALE_WITHIN_MILLISECONDS = 120_000;

(chromium === undefined ? describe.skip : describe)('Operating in a browser', () => {
  let system: System;
  let browser: Browser;
  let person: Person;
  let page: Page;

  beforeAll(async () => {
    const webFolder = await builtWeb(WORKSPACE_ROOT, () => undefined);
    // One attempt: what fails is a dead letter at once.
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
    // A test that failed half-way leaves no trouble to the next.
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

  /** Payments of the tests before may still be in the worker's hands when its queue is empty. */
  const allFinal = () =>
    eventually(async () => {
      const waiting = await system.query('customer', `select 1 from payments where outcome is null`);
      expect(waiting).toHaveLength(0);
    });

  it('shows the queue grow while the worker is stopped, and drain when it is back', async () => {
    await page.goto('/trouble');
    await page.getByRole('button', { name: 'Stop the worker' }).click();
    await page.getByRole('button', { name: 'Start the worker' }).waitFor(WITHIN);
    await page.getByRole('button', { name: 'Send 100', exact: true }).click();
    await page.getByText(/100 payments accepted in/).waitFor(WITHIN);
    await eventually(async () => expect(await countAt('queue')).toBeGreaterThanOrEqual(100));
    await breaker('sales-worker: does not answer').waitFor(WITHIN);

    await page.getByRole('link', { name: 'Operations' }).click();
    await heading('The pipeline');
    await eventually(async () => expect(await countAt('queue')).toBeGreaterThanOrEqual(100));
    await page.getByRole('link', { name: 'Trouble' }).click();
    await page.getByRole('button', { name: 'Start the worker' }).click();
    await breaker('sales-worker: pulling').waitFor(WITHIN);
    await eventually(async () => {
      expect(await countAt('queue')).toBe(0);
      expect(await countAt('recorded')).toBeGreaterThanOrEqual(100);
    });
  });

  it('shows the open breaker while the sales database is cut, and that it closes', async () => {
    await page.goto('/trouble');
    await page.getByRole('button', { name: 'Cut the database' }).click();
    await page.getByRole('button', { name: 'Reconnect the database' }).waitFor(WITHIN);
    await page.getByRole('button', { name: 'Send 100', exact: true }).click();
    await breaker('sales-worker: breaker open').waitFor(WITHIN);
    await page.getByRole('button', { name: 'Reconnect the database' }).click();
    await breaker('sales-worker: pulling').waitFor(WITHIN);
    await eventually(async () => expect(await countAt('queue')).toBe(0));
  });

  it('brings a poison message from its dead letter to the ledger', async () => {
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
    await page.getByRole('heading', { level: 2, name: 'Failed at every attempt' }).first().waitFor(WITHIN);
    await page.getByLabel('Body of the message').getByText(requestId).first().waitFor(WITHIN);
    await page
      .getByLabel('Error', { exact: true })
      .getByText(/refused on purpose/)
      .first()
      .waitFor(WITHIN);

    await page.getByRole('button', { name: 'Redrive all' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Who decides').fill('ada@example.com');
    await dialog.getByLabel('Why').fill('The fault is mended.');
    await dialog.getByRole('button', { name: 'Show what would happen' }).click();
    await dialog.getByText('1 letter would be sent again').waitFor(WITHIN);
    expect((await system.payments.status(requestId)).status).toBe('parked');
    await dialog.getByRole('button', { name: 'Redrive 1 letter' }).click();
    await dialog.getByText('On their way').waitFor(WITHIN);
    await dialog.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('link', { name: 'Audit trail' }).click();
    const decision = page.getByRole('listitem').filter({ hasText: 'The fault is mended.' });
    expect(await decision.innerText()).toMatch(/Redriven\s+1 letter[^]*ada@example\.com/);

    expect((await system.payments.settled(requestId)).status).toBe('recorded');
    await page.getByRole('navigation', { name: 'Operations' }).getByRole('link', { name: 'Payments' }).click();
    await page.getByLabel(/Request id, policy number/).fill(requestId);
    await page.getByRole('button', { name: 'Search' }).click();
    const journey = page.getByRole('list', { name: /What happened so far/ });
    await journey.waitFor(WITHIN);
    expect(await journey.innerText()).toMatch(/Being looked at[^]*Recorded/);
    expect(await factOf('Attempts')).toBe('2');
  });

  it('decides about what a filter fits, across the groups, and about nothing else', async () => {
    // Unlike all others: letters of the tests before may still be there.
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
    await page.getByRole('button', { name: 'Show them' }).click();
    await page.getByRole('button', { name: 'Discard all' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Who decides').fill('ada@example.com');
    await dialog.getByLabel('Why').fill('Sent by mistake.');
    await dialog.getByRole('button', { name: 'Show what would happen' }).click();
    await dialog.getByRole('button', { name: /^Discard \d+ letters?$/ }).click();
    await dialog.getByText('Given up', { exact: true }).waitFor(WITHIN);

    expect(await deadLettersIn('sales')).toHaveLength(0);
    expect(await deadLettersIn('customer')).toHaveLength(1);
  });

  it('finds a payment by its policy and by its key, with its trace', async () => {
    const order = paymentFor();
    const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
    const headers = { 'idempotency-key': '"the-key-of-a-customer"', traceparent: `00-${traceId}-00f067aa0ba902b7-01` };
    await system.payments.post(order, headers);
    for (const text of [order.policyNumber, 'the-key-of-a-customer']) {
      await page.goto(`/operations/payments?q=${text}`);
      await page.getByRole('heading', { name: 'Journey' }).waitFor(WITHIN);
      await page.getByText('the-key-of-a-customer', { exact: true }).waitFor(WITHIN);
      expect(await factOf('Trace id')).toBe(traceId);
    }
  });

  it('shows the last hour to whoever opens the page, and to whoever opens it again', async () => {
    await page.goto('/operations');
    await page.locator('canvas').first().waitFor({ timeout: SAMPLES_WITHIN_MILLISECONDS });
    await page.reload();
    await page.locator('canvas').first().waitFor(WITHIN);
    expect(await page.getByText('Nothing measured yet').count()).toBe(0);
  });

  it('shows what customer-api knows while sales-worker is down', async () => {
    const requestId = await system.payments.pay();
    await system.payments.settled(requestId);
    await system.worker.stop();

    await page.goto(`/operations/payments?q=${requestId}`);
    await page.getByRole('heading', { name: 'Journey' }).waitFor(WITHIN);
    expect(await factOf('customer-api')).toBe('Recorded');
    expect(await factOf('Sales ledger')).toBe('not known: it does not answer');
    await page.goto('/operations/dead-letters');
    await page.getByText('sales-worker does not answer').waitFor(WITHIN);
  });

  it('says that what it shows is old when it cannot be renewed', async () => {
    await page.goto('/operations/sales');
    await page.getByRole('heading', { name: 'Totals by month and currency' }).waitFor(WITHIN);
    await eventually(async () => expect(await page.locator('.skeleton').count()).toBe(0));
    await page.route('**/v1/monthly-totals', (route) => route.abort());
    await page.getByText('What you see may be old').waitFor({ timeout: STALE_WITHIN_MILLISECONDS });
    await page.unroute('**/v1/monthly-totals');
    await page.getByText('What you see may be old').waitFor({ state: 'detached', timeout: STALE_WITHIN_MILLISECONDS });
  });

  it('tells the totals, and that both sides agree', async () => {
    await system.payments.settled(await system.payments.pay({ currency: 'CHF', value: '123456' }));
    await page.goto('/operations/sales');
    await page.getByRole('row', { name: /CHF/ }).getByText('CHF 1,234.56').waitFor(WITHIN);
    await page.getByRole('button', { name: 'Compare now' }).click();
    await page.getByText('Both sides agree', { exact: true }).waitFor(WITHIN);
    await page.reload();
    await page.getByText('Both sides agree', { exact: true }).waitFor(WITHIN);
  });
});
