import { setTimeout as delay } from 'node:timers/promises';
import type { Turn } from '../system/stage';

const LOOK_EVERY_MILLISECONDS = 100;
const PROGRESS_WITHIN_MILLISECONDS = 60_000;

const FINAL = `select count(*)::integer as count from payments where outcome in ('recorded', 'rejected')`;
const STORED = 'select count(*)::integer as count from payments';
const RECORDED = `select count(*)::integer as count from ledger_entries where outcome = 'recorded'`;

/**
 * Resolves when every accepted payment is final and was recorded exactly once.
 *
 * @param onLook called with the number of final payments after each poll
 * @throws Error when nothing becomes final for too long, or when a payment is missing or was recorded twice
 */
export async function whenAllFinal(
  turn: Turn,
  accepted: number,
  onLook: (final: number) => void = () => undefined,
): Promise<void> {
  let final = -1;
  let progressAt = performance.now();
  for (;;) {
    const now = await turn.count('customer', FINAL);
    onLook(now);
    if (now >= accepted) break;
    if (now > final) progressAt = performance.now();
    else if (performance.now() - progressAt > PROGRESS_WITHIN_MILLISECONDS) {
      throw new Error(`${now} of ${accepted} payments are final, and no more become so.`);
    }
    final = now;
    await delay(LOOK_EVERY_MILLISECONDS);
  }
  const stored = await turn.count('customer', STORED);
  const recorded = await turn.count('sales', RECORDED);
  if (stored !== accepted || recorded !== accepted) {
    throw new Error(`${accepted} payments were accepted, ${stored} are stored and ${recorded} recorded.`);
  }
}
