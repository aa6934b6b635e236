import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { builtWeb, WORKSPACE_ROOT } from '@decouple/local-infra';
import type { Page } from 'playwright-core';
import { eventually } from '@decouple/local-infra/testing';
import { System } from '../support/system';
import { openBrowser, Person, type Scheme } from './browser';
import { findChromium, NO_BROWSER } from './find-chromium';
import { setTheScene } from './set-the-scene';

/** Phone, tablet, desktop. */
const SIZES = [
  { width: 360, height: 780, scheme: 'light' },
  { width: 768, height: 1_024, scheme: 'dark' },
  { width: 1_440, height: 900, scheme: 'light' },
  { width: 1_440, height: 900, scheme: 'dark' },
] as const satisfies readonly { width: number; height: number; scheme: Scheme }[];
/** The pipeline charts need some samples. */
const POINTS_WITHIN_MILLISECONDS = 30_000;

/** Actions that a page needs before its screenshot. */
const BEFORE_SCREENSHOT: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  pipeline: async (page) => {
    await page.locator('canvas').first().waitFor({ timeout: POINTS_WITHIN_MILLISECONDS });
    await waitForRates(page);
  },
  trouble: (page) => waitForRates(page),
  sales: async (page) => {
    await page.getByRole('button', { name: 'Run reconciliation' }).click();
    await page.getByText('Both sides agree', { exact: true }).waitFor();
  },
  decision: async (page) => {
    await page.getByRole('button', { name: 'Redrive all' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Operator').fill('ada@example.com');
    await dialog.getByLabel('Reason').fill('The fault is fixed.');
    await dialog.getByRole('button', { name: 'Preview' }).click();
    await dialog.getByText('would be redriven').waitFor();
  },
};

/** Rates need two snapshots. */
async function waitForRates(page: Page): Promise<void> {
  await page.locator('.stage-extra', { hasText: '/ s' }).first().waitFor();
}

/** Writes a screenshot of every page to docs/screenshots/. Check each before you commit it. */
async function takeScreenshots(folder: string): Promise<void> {
  const executable = findChromium();
  if (executable === undefined) throw new Error(NO_BROWSER);
  const webFolder = await builtWeb(WORKSPACE_ROOT, console.log);
  if (webFolder === undefined) throw new Error('There is no web application to take screenshots of.');
  mkdirSync(folder, { recursive: true });
  const system = await System.start({ webFolder });
  const browser = await openBrowser(executable);
  try {
    const pages = await setTheScene(system);
    for (const { height, scheme, width } of SIZES) {
      const person = await Person.at(browser, system.api.url, { width, height, scheme });
      for (const [name, address] of Object.entries(pages)) {
        await person.page.goto(address);
        await person.page.getByRole('heading', { level: 1 }).waitFor();
        await eventually(async () => {
          if ((await person.page.locator('.skeleton').count()) > 0) throw new Error(`${address} is still loading.`);
        });
        await BEFORE_SCREENSHOT[name]?.(person.page);
        await person.page.evaluate(hidePaths, WORKSPACE_ROOT);
        // A dialog covers the viewport, not the whole page.
        const fullPage = name !== 'decision';
        const path = join(folder, `${name}-${width}-${scheme}.png`);
        await person.page.screenshot({ path, fullPage, animations: 'disabled' });
        console.log(path);
      }
      await person.leave();
    }
  } finally {
    await browser.close();
    await system.stop();
  }
}

/** Removes the path of the clone from stack traces. */
function hidePaths(workspace: string): void {
  for (const code of document.querySelectorAll('pre')) {
    code.textContent = (code.textContent ?? '').replaceAll(workspace, '/app');
  }
}

void takeScreenshots(join(WORKSPACE_ROOT, 'docs/screenshots')).catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
