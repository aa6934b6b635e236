import { QUEUES } from '@decouple/contracts';
import { cpSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { QUEUES_FILE } from './contract-snapshot';
import { releasedFolder } from './released-versions';

/**
 * Keeps what is released, so that all later work is compared with it. A version that is kept already is never written
 * again: what was released cannot change.
 *
 * @returns the folder, or undefined when the version was kept before
 */
export function keepRelease(contracts: string, version: string): string | undefined {
  const folder = join(releasedFolder(contracts), version);
  if (existsSync(folder)) return undefined;
  // Under another name until complete: half a release would be taken for one with fewer messages.
  const unfinished = join(contracts, `.released-${version}`);
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  for (const part of ['schemas', 'examples'])
    cpSync(join(contracts, part), join(unfinished, part), { recursive: true });
  writeFileSync(join(unfinished, QUEUES_FILE), `${JSON.stringify(QUEUES, undefined, 2)}\n`);
  mkdirSync(releasedFolder(contracts), { recursive: true });
  renameSync(unfinished, folder);
  return folder;
}
