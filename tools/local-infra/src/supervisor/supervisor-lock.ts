import { DatabaseSync } from 'node:sqlite';

const SQLITE_BUSY = 5;

export interface SupervisorLock {
  release(): void;
}

/** Keeps a reference: garbage collection of the database would release the lock. */
const held = new Set<DatabaseSync>();

/**
 * Takes the lock that makes a supervisor the only one of its clone. It is a file lock of the operating system, which
 * ends with the process however it ends, so there is no such thing as a stale lock. SQLite is what reaches those locks
 * from Node without a native package; nothing is stored.
 * @param waitMs how long to wait for it; blocks this process
 * @returns undefined when another process holds it
 */
export function takeSupervisorLock(file: string, waitMs = 0): SupervisorLock | undefined {
  const database = new DatabaseSync(file, { timeout: waitMs });
  try {
    database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE'); // no journal file beside it
  } catch (error) {
    database.close();
    if ((error as { errcode?: number }).errcode === SQLITE_BUSY) return undefined;
    throw error;
  }
  held.add(database);
  return {
    release: () => {
      held.delete(database);
      database.close();
    },
  };
}
