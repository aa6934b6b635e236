import { DatabaseSync } from 'node:sqlite';

const SQLITE_BUSY = 5;
/** Others take the lock for an instant to see whether it is free. */
const INSTANT_MS = 250;

export interface SupervisorLock {
  release(): void;
}

/**
 * Takes the lock that makes a supervisor the only one of its clone. It is a file lock of the operating system, which
 * ends with the process however it ends, so there is no such thing as a stale lock. SQLite is what reaches those locks
 * from Node without a native package; nothing is stored.
 * @returns undefined when another process has it
 */
export function takeSupervisorLock(file: string): SupervisorLock | undefined {
  const database = new DatabaseSync(file, { timeout: INSTANT_MS });
  try {
    database.exec('BEGIN EXCLUSIVE');
    return { release: () => database.close() };
  } catch (error) {
    database.close();
    if ((error as { errcode?: number }).errcode === SQLITE_BUSY) return undefined;
    throw error;
  }
}
