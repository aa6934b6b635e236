import { builtWeb, WORKSPACE_ROOT } from '@decouple/local-infra';
import type { Browser, Page } from 'playwright-core';
import { eventually } from '../support/eventually';
import { freshPolicy } from '../support/payment-client';
import { System } from '../support/system';
import { openBrowser, Person } from './browser';
import { findChromium, NO_BROWSER } from './find-chromium';

const chromium = findChromium();
if (chromium === undefined) console.warn(NO_BROWSER);
const WITHIN = { timeout: 120_000 };

(chromium === undefined ? describe.skip : describe)('Paying in a browser', () => {
  let system: System;
  let browser: Browser;
  let person: Person;
  let page: Page;

  beforeAll(async () => {
    const webFolder = await builtWeb(WORKSPACE_ROOT, () => undefined);
    system = await System.start({ webFolder: webFolder! });
    browser = await openBrowser(chromium!);
  });
  afterAll(async () => {
    await browser.close();
    await system.stop();
  });
  beforeEach(async () => {
    person = await Person.at(browser, system.api.url);
    page = person.page;
    await page.goto('/');
  });
  afterEach(async () => {
    await person.leave();
    expect(person.complaints).toEqual([]);
  });

  async function fillIn(policy = freshPolicy()): Promise<string> {
    await page.getByRole('combobox', { name: 'Policy' }).fill(policy);
    return policy;
  }

  const payButton = () => page.getByRole('button', { name: /^Pay/ });
  const heading = (text: string | RegExp) => page.getByRole('heading', { level: 1, name: text }).waitFor(WITHIN);

  async function paymentsFor(policy: string): Promise<number> {
    const rows = await system.query('customer', 'select id from payments where policy_number = $1', [policy]);
    return rows.length;
  }

  it('is answered at once, is recorded before one’s eyes, and is still there in another tab', async () => {
    const policy = await fillIn();
    await payButton().click();
    await page.waitForURL(/\/payments\/[0-9a-f-]{36}$/, WITHIN);
    await heading('Your payment is recorded');

    const timeline = page.getByRole('list', { name: /What happened so far/ });
    expect(await timeline.getByRole('listitem').count()).toBe(3);
    expect(await timeline.innerText()).toMatch(/Accepted[^]*Queued[^]*Recorded/);
    expect(await page.getByText('€49.99').first().isVisible()).toBe(true);

    const address = page.url();
    await page.close();
    page = await person.newTab();
    await page.goto(address);
    await heading('Your payment is recorded');
    await page.getByRole('link', { name: 'All payments' }).click();
    const line = page.getByRole('link', { name: new RegExp(policy) });
    await line.waitFor(WITHIN);
    expect(await line.innerText()).toContain('Recorded');
  });

  it('is pushed live while sales is slow to come', async () => {
    await system.worker.stop();
    await fillIn();
    await payButton().click();
    await heading('Your payment is on its way');
    await page.getByText('Live', { exact: true }).waitFor(WITHIN);
    await system.startWorker();

    await heading('Your payment is recorded');
  });

  it('asks again and again where nothing can be pushed', async () => {
    await page.route('**/events', (route) => route.abort());
    await fillIn();
    await payButton().click();

    await heading('Your payment is recorded');
  });

  it('says in plain words why a payment was rejected', async () => {
    const policy = await fillIn();
    await payButton().click();
    await heading('Your payment is recorded');
    await page.goto('/');
    await fillIn(policy);
    await payButton().click();

    await heading('Your payment was not taken');
    await page.getByText('This policy is already paid for this month.').first().waitFor(WITHIN);
  });

  it('pays once for a double click', async () => {
    const policy = await fillIn();
    await payButton().dblclick();
    await heading('Your payment is recorded');

    expect(await paymentsFor(policy)).toBe(1);
  });

  it('keeps a payment while offline, and pays it once when back', async () => {
    const policy = await fillIn();
    await person.context.setOffline(true);
    await payButton().click();
    await page.getByText('Your payment is kept on this device').waitFor(WITHIN);
    expect(await paymentsFor(policy)).toBe(0);
    await person.context.setOffline(false);

    await heading('Your payment is recorded');
    expect(await paymentsFor(policy)).toBe(1);
  });

  it('pays once when the answer is lost and the tab is closed before it comes', async () => {
    const policy = await fillIn();
    await page.route('**/v1/payments', async (route) => {
      if (route.request().method() === 'POST') await route.fetch();
      await route.abort();
    });
    await payButton().click();
    await page.getByText('Your payment is kept on this device').waitFor(WITHIN);
    await eventually(async () => expect(await paymentsFor(policy)).toBe(1));
    await page.close();
    page = await person.newTab();
    await page.goto('/');

    await heading('Your payment is recorded');
    expect(await paymentsFor(policy)).toBe(1);
  });

  it('can be done with the keyboard alone', async () => {
    await fillIn();
    await page.getByRole('combobox', { name: 'Policy' }).focus();
    // Policy, month, amount, currency, method, and then the button.
    for (let stop = 0; stop < 5; stop += 1) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');

    await heading('Your payment is recorded');
  });

  it('names what is wrong with the form, and goes there', async () => {
    await fillIn('no');
    await payButton().click();

    await page.getByText(/A policy number has 3 to 32/).waitFor(WITHIN);
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-invalid'))).toBe('true');
  });

  it('shows times in the reader’s zone', async () => {
    await fillIn();
    await payButton().click();
    await heading('Your payment is recorded');
    const moment = page
      .getByRole('list', { name: /What happened so far/ })
      .locator('time')
      .first();
    const utc = new Date((await moment.getAttribute('datetime'))!);
    const inBerlin = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium', timeZone: 'Europe/Berlin' }).format(utc);

    expect(await moment.innerText()).toBe(inBerlin);
  });
});
