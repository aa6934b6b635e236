import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const USUAL_PLACES = [
  '/usr/bin',
  '/usr/local/bin',
  '/snap/bin',
  '/Applications/Google Chrome.app/Contents/MacOS',
  '/Applications/Chromium.app/Contents/MacOS',
];
const MAC_NAMES = ['Google Chrome', 'Chromium'];

export const NO_BROWSER =
  'No Chromium was found, so the browser tests are skipped. Get one ("apt-get install chromium" on Debian and Ubuntu, ' +
  '"brew install --cask chromium" on a Mac), or set its path: CHROMIUM_PATH=/path/to/chromium npm test';

/**
 * The path of a Chromium browser; undefined if there is none.
 *
 * @throws Error if CHROMIUM_PATH is not an executable, and in CI (CI=true) if there is no browser, because CI must not skip
 * the browser tests
 */
export function findChromium(
  environment: NodeJS.ProcessEnv = process.env,
  usualPlaces: readonly string[] = USUAL_PLACES,
): string | undefined {
  const { CHROMIUM_PATH: named, CI, PATH = '' } = environment;
  if (named !== undefined && named !== '') {
    if (isProgram(named)) return named;
    throw new Error(`CHROMIUM_PATH is not an executable: ${named}`);
  }
  const folders = [...PATH.split(delimiter), ...usualPlaces];
  const found = folders.flatMap((folder) => [...NAMES, ...MAC_NAMES].map((name) => join(folder, name))).find(isProgram);
  if (found === undefined && CI === 'true') throw new Error(NO_BROWSER.replace('are skipped', 'cannot run'));
  return found;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
