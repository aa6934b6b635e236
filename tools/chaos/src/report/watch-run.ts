import { openProgress } from '@decouple/local-infra/terminal';
import type { ChaosRun } from '../run-chaos';

const UPDATE_EVERY_MILLISECONDS = 2_000;
const FINAL = `select count(*)::integer as final from payments where outcome in ('recorded', 'rejected', 'parked')`;

/** Shows elapsed time, payments and the last fault. @returns ends it */
export function watchRun({ injector, load, system }: ChaosRun, seconds: number): () => void {
  const progress = openProgress(process.stderr);
  const startedAt = performance.now();
  let final = 0;
  const update = async (): Promise<void> => {
    try {
      final = (await system.databases.customer.query<{ final: number }>(FINAL))[0]?.final ?? final;
    } catch {
      // A fault has stopped the database: the last count stays.
    }
    const elapsed = Math.round((performance.now() - startedAt) / 1_000);
    const fault = injector.struck.at(-1)?.kind ?? 'no fault yet';
    progress.update(Math.min(elapsed, seconds), `${load.answered} paid | ${final} final | ${fault}`);
  };
  progress.begin('seconds', Math.round(seconds));
  const timer = setInterval(() => void update(), UPDATE_EVERY_MILLISECONDS);
  return () => {
    clearInterval(timer);
    progress.end();
  };
}
