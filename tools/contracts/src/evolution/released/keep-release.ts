import { QUEUES } from '@decouple/contracts';
import { cpSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { QUEUES_FILE } from './contract-snapshot';
import { releasedFolder } from './released-versions';

/**
 * Keeps a release, so that later changes are compared with it. A kept version is never written
 * again: a release cannot change.
 *
 * @returns the folder, or undefined when the version was already kept
 */
export function keepRelease(contracts: string, version: string): string | undefined {
  const folder = join(releasedFolder(contracts), version);
  if (existsSync(folder)) return undefined;
  // Written under a temporary name: an incomplete release would look like one with fewer messages.
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
