import { setTimeout as delay } from 'node:timers/promises';

const POLL_MILLISECONDS = 50;
const WITHIN_MILLISECONDS = 120_000;

/** Repeats the assertion until it holds. @throws its last error after the deadline */
export async function eventually(
  assertion: () => Promise<void>,
  withinMilliseconds = WITHIN_MILLISECONDS,
): Promise<void> {
  const deadline = performance.now() + withinMilliseconds;
  for (;;) {
    try {
      await assertion();
      return;
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await delay(POLL_MILLISECONDS);
    }
  }
}

/** Waits for a condition of another process. @throws an error that names the condition */
export function eventuallyTrue(what: string, condition: () => boolean | Promise<boolean>): Promise<void> {
  return eventually(async () => {
    if (!(await condition()))
      throw new Error(`After ${WITHIN_MILLISECONDS / 1_000} s it is still not true that ${what}.`);
  });
}
