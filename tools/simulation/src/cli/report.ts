import { FAULT_KINDS, INCIDENT_KINDS } from '../scenario/fault-kind';
import type { FailedRun, Tally } from './tally';

export function printSummary({ faults, payments, seeds }: Tally, seconds: number): void {
  console.log('\nFaults and their number:');
  for (const kind of [...INCIDENT_KINDS, ...FAULT_KINDS]) {
    console.log(`  ${kind.padEnd(24)} ${String(faults.get(kind) ?? 0).padStart(7)}`);
  }
  const rate = (seeds / seconds).toFixed(0);
  console.log(`\n${seeds} seeds, ${payments} payments, ${seconds.toFixed(1)} s, ${rate} seeds/s.`);
}

/** Prints each failed seed, its broken invariants, and the command that replays it. */
export function printFailures(failed: readonly FailedRun[]): void {
  if (failed.length === 0) {
    console.log('Every invariant held after every run.');
    return;
  }
  for (const { broken, seed } of failed) {
    console.error(`\nSeed ${seed} broke invariants:`);
    for (const { name, violations } of broken) {
      console.error(`  - ${name}`);
      for (const violation of violations) console.error(`      ${violation}`);
    }
    console.error(`  Replay:  npm run simulate -- --seed ${seed}`);
  }
}
