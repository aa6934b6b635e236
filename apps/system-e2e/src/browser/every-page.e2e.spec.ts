import { builtWeb, WORKSPACE_ROOT } from '@decouple/local-infra';
import type { Browser, Page } from 'playwright-core';
import { eventually } from '@decouple/local-infra/testing';
import { System } from '../support/system';
import { openBrowser, Person, type Scheme } from './browser';
import { findChromium, NO_BROWSER } from './find-chromium';
import { accessibilityViolations, layoutShiftOf, observeLayoutShift, overflowOf } from './inspect-page';

const chromium = findChromium();
if (chromium === undefined) console.warn(NO_BROWSER);
const WITHIN = { timeout: 120_000 };
/** A count that appears in a tab moves the following tabs by a few pixels. */
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
    for (let message = 0; message < 2; message += 1) await system.queues.send('sales', 'this is not JSON');
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

  async function expectStableLayout(): Promise<void> {
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    expect(await layoutShiftOf(page)).toBeLessThan(MAX_LAYOUT_SHIFT);
  }

  describe.each([768, 1_440])('at %i pixels', (width) => {
    it.each(ADDRESSES)('%s fits the width and does not shift', async (address) => {
      await visit(address, width);

      await expectStableLayout();
    });
  });

  describe.each<Scheme>(['light', 'dark'])('on a phone, in %s colours', (scheme) => {
    it.each(ADDRESSES)('%s has no axe violations, fits the width and does not shift', async (address) => {
      await visit(address, 360, scheme);

      await expectStableLayout();
      expect(await accessibilityViolations(page)).toEqual([]);
    });

    it('a form with errors has no axe violations', async () => {
      await visit('/', 360, scheme);
      await page.getByRole('combobox', { name: 'Policy' }).fill('no');
      await page.getByRole('button', { name: /^Pay/ }).click();
      await page.getByText(/Enter 3 to 32 letters/).waitFor(WITHIN);

      expect(await accessibilityViolations(page)).toEqual([]);
    });

    it('a payment that waits for the network has no axe violations', async () => {
      await visit('/', 360, scheme);
      await person.context.setOffline(true);
      await page.getByRole('button', { name: /^Pay/ }).click();
      await page.getByText('We’ve saved your payment').waitFor(WITHIN);

      expect(await accessibilityViolations(page)).toEqual([]);
    });

    it('the filter and the decision dialog have no axe violations', async () => {
      await visit('/operations/dead-letters', 360, scheme);
      await page.getByRole('button', { name: 'Filter' }).click();
      await page.getByRole('button', { name: 'Apply' }).click();
      await page.getByRole('button', { name: 'Redrive all' }).waitFor(WITHIN);
      expect(await accessibilityViolations(page)).toEqual([]);

      await page.getByRole('button', { name: 'Redrive all' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('Operator').fill('ada@example.com');
      await dialog.getByLabel('Reason').fill('To inspect the dialog.');
      await dialog.getByRole('button', { name: 'Preview' }).click();
      await dialog.getByText('2 messages would be redriven').waitFor(WITHIN);
      expect(await accessibilityViolations(page)).toEqual([]);
    });
  });
});
