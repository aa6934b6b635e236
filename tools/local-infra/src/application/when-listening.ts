import { setTimeout as delay } from 'node:timers/promises';
import type { OwnedProcess } from '../process/owned-process';

const LOOK_EVERY_MS = 100;
const ANSWER_WITHIN_MS = 2_000;

/**
 * Waits until a server of `run` answers at `url`, with whatever status: until then an address is of no use.
 * @returns false when the process ended first
 */
export async function whenListening(url: string, run: Pick<OwnedProcess, 'running'>): Promise<boolean> {
  while (run.running) {
    if (await answers(url)) return run.running;
    await delay(LOOK_EVERY_MS, undefined, { ref: false });
  }
  return false;
}

async function answers(url: string): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/health/live`, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    await answer.body?.cancel();
    return true;
  } catch {
    return false; // not listening yet, or too busy to answer
  }
}
