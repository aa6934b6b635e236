import { FAULT_KINDS, INCIDENT_KINDS } from '../scenario/fault-kind';
import type { FailedRun, Tally } from './tally';

export function printSummary({ faults, payments, seeds }: Tally, seconds: number): void {
  console.log('\nWhat went wrong, and how often:');
  for (const kind of [...INCIDENT_KINDS, ...FAULT_KINDS]) {
    console.log(`  ${kind.padEnd(24)} ${String(faults.get(kind) ?? 0).padStart(7)}`);
  }
  const rate = (seeds / seconds).toFixed(0);
  console.log(`\n${seeds} seeds, ${payments} payments, ${seconds.toFixed(1)} s, ${rate} seeds/s.`);
}

/** Names each seed, what did not hold in it, and how to see it again. */
export function printFailures(failed: readonly FailedRun[]): void {
  if (failed.length === 0) {
    console.log('Every invariant held after every run.');
    return;
  }
  for (const { broken, seed } of failed) {
    console.error(`\nSeed ${seed} broke what must hold:`);
    for (const { name, violations } of broken) {
      console.error(`  - ${name}`);
      for (const violation of violations) console.error(`      ${violation}`);
    }
    console.error(`  See it again:  npm run simulate -- --seed ${seed}`);
  }
}
