import { builtWeb, WORKSPACE_ROOT } from '@decouple/local-infra';
import type { Browser, Page } from 'playwright-core';
import { eventually } from '@decouple/local-infra/testing';
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

  it('confirms a payment immediately, shows its progress, and shows it again in another tab', async () => {
    const policy = await fillIn();
    await payButton().click();
    await page.waitForURL(/\/payments\/[0-9a-f-]{36}$/, WITHIN);
    await heading('Payment complete');

    const timeline = page.getByRole('list', { name: /Progress/ });
    expect(await timeline.getByRole('listitem').count()).toBe(3);
    expect(await timeline.innerText()).toMatch(/Received[^]*Processing[^]*Paid/);
    expect(await page.getByText('€49.99').first().isVisible()).toBe(true);

    const address = page.url();
    await page.close();
    page = await person.newTab();
    await page.goto(address);
    await heading('Payment complete');
    await page.getByRole('link', { name: 'All payments' }).click();
    const line = page.getByRole('link', { name: new RegExp(policy) });
    await line.waitFor(WITHIN);
    expect(await line.innerText()).toContain('Paid');
  });

  it('pushes updates while the worker is stopped', async () => {
    await system.worker.stop();
    await fillIn();
    await payButton().click();
    await heading('We’re processing your payment');
    await page.getByText('Live', { exact: true }).waitFor(WITHIN);
    await system.startWorker();

    await heading('Payment complete');
  });

  it('polls where events are blocked', async () => {
    await page.route('**/events', (route) => route.abort());
    await fillIn();
    await payButton().click();

    await heading('Payment complete');
  });

  it('says why a payment was declined', async () => {
    const policy = await fillIn();
    await payButton().click();
    await heading('Payment complete');
    await page.goto('/');
    await fillIn(policy);
    await payButton().click();

    await heading('Payment declined');
    await page
      .getByText(/^This policy is already paid for this month\./)
      .first()
      .waitFor(WITHIN);
  });

  it('pays once for a double click', async () => {
    const policy = await fillIn();
    await payButton().dblclick();
    await heading('Payment complete');

    expect(await paymentsFor(policy)).toBe(1);
  });

  it('keeps a payment while offline, and pays it once after reconnecting', async () => {
    const policy = await fillIn();
    await person.context.setOffline(true);
    await payButton().click();
    await page.getByText('We’ve saved your payment').waitFor(WITHIN);
    expect(await paymentsFor(policy)).toBe(0);
    await person.context.setOffline(false);

    await heading('Payment complete');
    expect(await paymentsFor(policy)).toBe(1);
  });

  it('pays once if the response is lost and the tab is closed', async () => {
    const policy = await fillIn();
    await page.route('**/v1/payments', async (route) => {
      if (route.request().method() === 'POST') await route.fetch();
      await route.abort();
    });
    await payButton().click();
    await page.getByText('We’ve saved your payment').waitFor(WITHIN);
    await eventually(async () => expect(await paymentsFor(policy)).toBe(1));
    await page.close();
    page = await person.newTab();
    await page.goto('/');

    await heading('Payment complete');
    expect(await paymentsFor(policy)).toBe(1);
  });

  it('works with the keyboard alone', async () => {
    await fillIn();
    await page.getByRole('combobox', { name: 'Policy' }).focus();
    // Policy, month, amount, currency, method, and then the button.
    for (let stop = 0; stop < 5; stop += 1) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');

    await heading('Payment complete');
  });

  it('shows errors of the form and focuses the first field', async () => {
    await fillIn('no');
    await payButton().click();

    await page.getByText(/Enter 3 to 32 letters/).waitFor(WITHIN);
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-invalid'))).toBe('true');
  });

  it('shows times in the reader’s time zone', async () => {
    await fillIn();
    await payButton().click();
    await heading('Payment complete');
    const moment = page
      .getByRole('list', { name: /Progress/ })
      .locator('time')
      .first();
    const utc = new Date((await moment.getAttribute('datetime'))!);
    const inBerlin = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium', timeZone: 'Europe/Berlin' }).format(utc);

    expect(await moment.innerText()).toBe(inBerlin);
  });
});
