import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { builtWeb, WORKSPACE_ROOT } from '@decouple/local-infra';
import type { Page } from 'playwright-core';
import { eventually } from '../support/eventually';
import { System } from '../support/system';
import { openBrowser, Person, type Scheme } from './browser';
import { findChromium, NO_BROWSER } from './find-chromium';
import { setTheScene } from './set-the-scene';

/** Phone, tablet, desk. */
const SIZES = [
  { width: 360, height: 780, scheme: 'light' },
  { width: 768, height: 1_024, scheme: 'dark' },
  { width: 1_440, height: 900, scheme: 'light' },
  { width: 1_440, height: 900, scheme: 'dark' },
] as const satisfies readonly { width: number; height: number; scheme: Scheme }[];
/** The charts of the pipeline begin with some points. */
const POINTS_WITHIN_MILLISECONDS = 30_000;

/** What a page needs to show what it is for. */
const BEFORE_THE_PICTURE: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  pipeline: async (page) => {
    await page.locator('canvas').first().waitFor({ timeout: POINTS_WITHIN_MILLISECONDS });
    await ratesAre(page);
  },
  trouble: (page) => ratesAre(page),
  sales: async (page) => {
    await page.getByRole('button', { name: 'Compare now' }).click();
    await page.getByText('Both sides agree', { exact: true }).waitFor();
  },
  decision: async (page) => {
    await page.getByRole('button', { name: 'Redrive all' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Who decides').fill('ada@example.com');
    await dialog.getByLabel('Why').fill('The fault is mended.');
    await dialog.getByRole('button', { name: 'Show what would happen' }).click();
    await dialog.getByText('would be sent again').waitFor();
  },
};

/** They need two looks at the pipeline. */
async function ratesAre(page: Page): Promise<void> {
  await page.locator('.stage-extra', { hasText: '/ s' }).first().waitFor();
}

/** Writes a picture of every page to docs/screenshots/. Look at each before it is committed. */
async function takeScreenshots(folder: string): Promise<void> {
  const executable = findChromium();
  if (executable === undefined) throw new Error(NO_BROWSER);
  const webFolder = await builtWeb(WORKSPACE_ROOT, console.log);
  if (webFolder === undefined) throw new Error('There is no web application to take pictures of.');
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
        await BEFORE_THE_PICTURE[name]?.(person.page);
        await person.page.evaluate(hidePaths, WORKSPACE_ROOT);
        // A dialog is as large as what shows it, not as the page behind it.
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

/** Where the clone lies is nobody's business: stack traces tell it. */
function hidePaths(workspace: string): void {
  for (const code of document.querySelectorAll('pre')) {
    code.textContent = (code.textContent ?? '').replaceAll(workspace, '/app');
  }
}

void takeScreenshots(join(WORKSPACE_ROOT, 'docs/screenshots')).catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
