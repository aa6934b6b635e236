import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import type { LocalFolder } from '../local-folder';

export interface SupervisorAddress {
  readonly id: string;
  readonly pid: number;
  readonly port: number;
  /** Identifies the clone: a copied clone contains this file and must not use the supervisor of its original. */
  readonly folder: string;
}

/** Readers see the whole address or none. */
export function publishAddress(file: string, address: SupervisorAddress): void {
  const unfinished = `${file}.${address.pid}`;
  // for this user only: who knows the id may stop the infrastructure
  writeFileSync(unfinished, JSON.stringify(address), { mode: 0o600 });
  renameSync(unfinished, file);
}

export function withdrawAddress(file: string): void {
  rmSync(file, { force: true });
}

/** The published address; undefined when there is none for this clone. The supervisor may have been killed since. */
export function readAddress(folder: LocalFolder, file = folder.supervisorAddress): SupervisorAddress | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const address = parse(text);
  return address?.folder === folder.path ? address : undefined;
}

function parse(text: string): SupervisorAddress | undefined {
  try {
    return JSON.parse(text) as SupervisorAddress;
  } catch {
    return undefined; // edited by hand or a full disk: a new supervisor writes a new one
  }
}
