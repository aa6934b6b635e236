import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { builtWeb, WORKSPACE_ROOT } from '@decouple/local-infra';
import { eventually } from '../support/eventually';
import { System } from '../support/system';
import { openBrowser, Person, type Scheme } from './browser';
import { findChromium, NO_BROWSER } from './find-chromium';

/** Phone, tablet, desk. */
const SIZES = [
  { width: 360, height: 780, scheme: 'light' },
  { width: 768, height: 1_024, scheme: 'dark' },
  { width: 1_440, height: 900, scheme: 'light' },
  { width: 1_440, height: 900, scheme: 'dark' },
] as const satisfies readonly { width: number; height: number; scheme: Scheme }[];
const POLICY = 'POL-100001';
/** The charts of the pipeline begin with some points. */
const POINTS_WITHIN_MILLISECONDS = 30_000;

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
        if (name === 'pipeline')
          await person.page.locator('canvas').first().waitFor({ timeout: POINTS_WITHIN_MILLISECONDS });
        await person.page.evaluate(hidePaths, WORKSPACE_ROOT);
        const path = join(folder, `${name}-${width}-${scheme}.png`);
        await person.page.screenshot({ path, fullPage: true, animations: 'disabled' });
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

/** Payments of every kind, and some dead letters. */
async function setTheScene(system: System): Promise<Readonly<Record<string, string>>> {
  const paid = await system.payments.pay({ policyNumber: POLICY });
  await system.payments.settled(paid);
  const rejected = await system.payments.pay({ policyNumber: POLICY });
  await system.payments.settled(rejected);
  await system.payments.settledAll(
    await Promise.all(['8950', '1275', '20000'].map((value) => system.payments.pay({ value }))),
  );
  await system.queues.send('sales', 'this is not JSON');
  await system.queues.send('sales', JSON.stringify({ type: 'payments.payment-accepted.v9' }));
  await eventually(async () => {
    const letters = await system.query('sales', 'select 1 from dead_letters');
    if (letters.length < 2) throw new Error('The dead letters are not there yet.');
  });
  return {
    pay: '/',
    payment: `/payments/${paid}`,
    pipeline: '/operations',
    search: `/operations/payments?q=${POLICY}&payment=${rejected}`,
    'dead-letters': '/operations/dead-letters',
    sales: '/operations/sales',
    trouble: '/trouble',
  };
}

void takeScreenshots(join(WORKSPACE_ROOT, 'docs/screenshots')).catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
