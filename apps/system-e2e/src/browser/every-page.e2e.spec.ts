import { builtWeb, WORKSPACE_ROOT } from '@decouple/local-infra';
import type { Browser, Page } from 'playwright-core';
import { eventually } from '../support/eventually';
import { System } from '../support/system';
import { openBrowser, Person, type Scheme } from './browser';
import { findChromium, NO_BROWSER } from './find-chromium';
import { accessibilityViolations, layoutShiftOf, observeLayoutShift, overflowOf } from './inspect-page';

const chromium = findChromium();
if (chromium === undefined) console.warn(NO_BROWSER);
const WITHIN = { timeout: 120_000 };
/** A count that appears in a tab moves the tabs behind it by some pixels. */
const MAX_LAYOUT_SHIFT = 0.005;

const ADDRESSES = [
  '/',
  '/payments/:id',
  '/payments/nonsense',
  '/operations',
  '/operations/payments',
  '/operations/payments?q=:id',
  '/operations/dead-letters',
  '/operations/dead-letters/decisions',
  '/operations/sales',
  '/trouble',
];

(chromium === undefined ? describe.skip : describe)('Every page in a browser', () => {
  let system: System;
  let browser: Browser;
  let person: Person;
  let page: Page;
  let requestId: string;

  beforeAll(async () => {
    const webFolder = await builtWeb(WORKSPACE_ROOT, () => undefined);
    system = await System.start({ webFolder: webFolder! });
    browser = await openBrowser(chromium!);
    requestId = await system.payments.pay();
    await system.payments.settled(requestId);
    for (let letter = 0; letter < 2; letter += 1) await system.queues.send('sales', 'this is not JSON');
    await eventually(async () => {
      expect(await system.query('sales', 'select 1 from dead_letters')).toHaveLength(2);
    });
  });
  afterAll(async () => {
    await browser.close();
    await system.stop();
  });
  afterEach(async () => {
    await person.leave();
    expect(person.complaints).toEqual([]);
  });

  async function visit(address: string, width: number, scheme: Scheme = 'light'): Promise<void> {
    person = await Person.at(browser, system.api.url, { width, height: 800, scheme });
    page = person.page;
    await observeLayoutShift(page);
    await page.goto(address.replace(':id', requestId));
    await page.getByRole('heading', { level: 1 }).waitFor(WITHIN);
    await eventually(async () => expect(await page.locator('.skeleton').count()).toBe(0));
  }

  async function expectNothingCutOffNorMoving(): Promise<void> {
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    expect(await layoutShiftOf(page)).toBeLessThan(MAX_LAYOUT_SHIFT);
  }

  describe.each([768, 1_440])('at %i pixels', (width) => {
    it.each(ADDRESSES)('nothing of %s is cut off, and nothing moves by itself', async (address) => {
      await visit(address, width);

      await expectNothingCutOffNorMoving();
    });
  });

  describe.each<Scheme>(['light', 'dark'])('on a phone, in %s colours', (scheme) => {
    it.each(ADDRESSES)('axe finds nothing to object to at %s, nothing is cut off, nothing moves', async (address) => {
      await visit(address, 360, scheme);

      await expectNothingCutOffNorMoving();
      expect(await accessibilityViolations(page)).toEqual([]);
    });

    it('axe finds nothing to object to in a form with mistakes', async () => {
      await visit('/', 360, scheme);
      await page.getByRole('combobox', { name: 'Policy' }).fill('no');
      await page.getByRole('button', { name: /^Pay/ }).click();
      await page.getByText(/A policy number has 3 to 32/).waitFor(WITHIN);

      expect(await accessibilityViolations(page)).toEqual([]);
    });

    it('axe finds nothing to object to while a payment waits for the network', async () => {
      await visit('/', 360, scheme);
      await person.context.setOffline(true);
      await page.getByRole('button', { name: /^Pay/ }).click();
      await page.getByText('Your payment is kept on this device').waitFor(WITHIN);

      expect(await accessibilityViolations(page)).toEqual([]);
    });

    it('axe finds nothing to object to in the filter and in the dialog of a decision', async () => {
      await visit('/operations/dead-letters', 360, scheme);
      await page.getByRole('button', { name: 'Filter' }).click();
      await page.getByRole('button', { name: 'Show them' }).click();
      await page.getByRole('button', { name: 'Redrive all' }).waitFor(WITHIN);
      expect(await accessibilityViolations(page)).toEqual([]);

      await page.getByRole('button', { name: 'Redrive all' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('Who decides').fill('ada@example.com');
      await dialog.getByLabel('Why').fill('A look at the dialog.');
      await dialog.getByRole('button', { name: 'Show what would happen' }).click();
      await dialog.getByText('2 letters would be sent again').waitFor(WITHIN);
      expect(await accessibilityViolations(page)).toEqual([]);
    });
  });
});
