import { setTimeout as delay } from 'node:timers/promises';
import type { Leftovers } from './evidence';

const POLL_MILLISECONDS = 250;
/** Empty in between is not yet empty: a message may be on its way from an outbox to a queue. */
const LOOKS_IN_A_ROW = 3;

/**
 * Resolves when nothing is left to do, or at the deadline with what is left then.
 * @throws what aborted the signal; at the deadline, the reason why nobody could look
 */
export async function waitForRest(
  look: () => Promise<Leftovers>,
  deadline: AbortSignal,
  signal: AbortSignal,
): Promise<Leftovers> {
  for (let quiet = 0; ;) {
    try {
      const leftovers = await look();
      quiet = Object.values(leftovers).every((count) => count === 0) ? quiet + 1 : 0;
      if (quiet === LOOKS_IN_A_ROW || deadline.aborted) return leftovers;
    } catch (error) {
      // Right after an outage a queue may not be there yet.
      if (deadline.aborted) throw error;
      quiet = 0;
    }
    await delay(POLL_MILLISECONDS, undefined, { signal });
  }
}
