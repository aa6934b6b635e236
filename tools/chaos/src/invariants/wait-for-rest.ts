import { setTimeout as delay } from 'node:timers/promises';
import type { Leftovers } from '@decouple/invariants';

const POLL_MILLISECONDS = 250;
/** One empty reading is not enough: a message may be between an outbox and a queue. */
const QUIET_READINGS = 3;

/**
 * Resolves when no work is left, or at the deadline with what is left then.
 * @throws the reason of the aborted signal; at the deadline, the error of the last reading
 */
export async function waitForRest(
  count: () => Promise<Leftovers>,
  deadline: AbortSignal,
  signal: AbortSignal,
): Promise<Leftovers> {
  for (let quiet = 0; ;) {
    try {
      const leftovers = await count();
      quiet = Object.values(leftovers).every((count) => count === 0) ? quiet + 1 : 0;
      if (quiet === QUIET_READINGS || deadline.aborted) return leftovers;
    } catch (error) {
      // Right after an outage a queue may not exist yet.
      if (deadline.aborted) throw error;
      quiet = 0;
    }
    await delay(POLL_MILLISECONDS, undefined, { signal });
  }
}
