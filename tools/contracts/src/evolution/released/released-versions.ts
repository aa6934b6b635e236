import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const VERSION = /^(\d+)\.(\d+)\.(\d+)$/;

/** The folder with the released contracts, one folder per version. */
export const releasedFolder = (contracts: string): string => join(contracts, 'released');

/**
 * Returns all released versions, the oldest first.
 *
 * @throws Error for a folder whose name is not a version
 */
export function releasedVersions(contracts: string): readonly string[] {
  const folder = releasedFolder(contracts);
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const odd = names.filter((name) => !VERSION.test(name));
  if (odd.length > 0) throw new Error(`Not a released version: ${odd.map((name) => join(folder, name)).join(', ')}`);
  return names.sort((one, other) => compareVersions(one, other));
}

function compareVersions(one: string, other: string): number {
  const [left, right] = [one, other].map((version) => (VERSION.exec(version) ?? []).slice(1).map(Number));
  const index = left?.findIndex((part, at) => part !== right?.[at]) ?? -1;
  return index === -1 ? 0 : (left?.[index] ?? 0) - (right?.[index] ?? 0);
}
