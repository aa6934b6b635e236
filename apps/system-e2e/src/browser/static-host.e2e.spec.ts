import { builtWeb, freePort, WORKSPACE_ROOT } from '@decouple/local-infra';
import type { Browser } from 'playwright-core';
import { System } from '../support/system';
import { openBrowser, Person } from './browser';
import { findChromium, NO_BROWSER } from './find-chromium';
import { startStaticHost } from './static-host';

const chromium = findChromium();
if (chromium === undefined) console.warn(NO_BROWSER);
const WITHIN = { timeout: 120_000 };

(chromium === undefined ? describe.skip : describe)('The page on a static host', () => {
  let system: System;
  let browser: Browser;
  let origin: string;
  let stopHost: () => Promise<void>;

  beforeAll(async () => {
    const webFolder = await builtWeb(WORKSPACE_ROOT, () => undefined);
    const port = await freePort();
    origin = `http://127.0.0.1:${port}`;
    system = await System.start({ environment: { WEB_ORIGIN: origin, MANAGEMENT_CONSOLE_ORIGIN: origin } });
    const operations = { customerApi: system.api.managementUrl, salesWorker: system.worker.managementUrl };
    stopHost = await startStaticHost(webFolder!, port, { apiUrl: system.api.url, operations });
    browser = await openBrowser(chromium!);
  });
  afterAll(async () => {
    await browser.close();
    await stopHost();
    await system.stop();
  });

  it('pays, follows the payment by server-sent events, and opens at any address', async () => {
    const person = await Person.at(browser, origin);
    const { page } = person;
    const streams: string[] = [];
    page.on('response', (response) => {
      if (response.headers()['content-type'] === 'text/event-stream') streams.push(response.url());
    });
    await page.goto('/');
    await page.getByRole('button', { name: /^Pay/ }).click();
    await page.getByRole('heading', { level: 1, name: 'Payment complete' }).waitFor(WITHIN);
    expect(streams).toHaveLength(1);

    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Payment complete' }).waitFor(WITHIN);
    await page.goto('/operations');
    await page.getByText('sales-worker: Consuming', { exact: true }).waitFor(WITHIN);
    await person.leave();
    expect(person.complaints).toEqual([]);
  });

  it('has no trouble mode without its address in config.json', async () => {
    const person = await Person.at(browser, origin);
    await person.page.goto('/trouble');
    await person.page.getByRole('heading', { level: 1, name: 'Page not found' }).waitFor(WITHIN);
    expect(await person.page.getByRole('link', { name: 'Trouble' }).count()).toBe(0);
    await person.leave();
  });
});
