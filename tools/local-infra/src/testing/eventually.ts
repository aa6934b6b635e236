import { waitUntil } from '../process/wait-until';

const PATIENCE_MS = 120_000;

/** Waits for a condition of another process. @throws naming what was waited for */
export async function eventually(what: string, condition: () => boolean | Promise<boolean>): Promise<void> {
  if (!(await waitUntil(condition, { timeoutMs: PATIENCE_MS })))
    throw new Error(`After ${PATIENCE_MS / 1000} s it is still not true that ${what}.`);
}
