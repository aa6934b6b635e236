import { createHash } from 'node:crypto';
import { chownSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { canEnter, type ServerAccount } from './server-account';

/**
 * Where the server's data really goes: the wanted folder, or, when the server's account cannot enter the folder
 * above it, one under the temporary folder that belongs to the wanted path alone.
 */
export function dataFolder(wanted: string, account: ServerAccount | undefined): string {
  mkdirSync(dirname(wanted), { recursive: true });
  if (!account || canEnter(dirname(wanted), account)) return wanted;
  const name = createHash('sha256').update(wanted).digest('hex').slice(0, 16);
  return join(tmpdir(), `embedded-postgres-data-${name}`);
}

/** A new folder of the server's account beside `folder`. */
export function makeServerFolder(folder: string, account: ServerAccount | undefined): void {
  mkdirSync(folder, { mode: 0o700 });
  if (account) chownSync(folder, account.uid, account.gid);
}
