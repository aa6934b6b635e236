import { setImmediate as nextTurn } from 'node:timers/promises';
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

type Collect = (options?: { readonly type: 'minor' }) => void;

/** What survives two collections of the young generation is taken for old. */
const UNTIL_OLD = 2;
const WARM_UP_RUNS = 20;

/**
 * Bytes for each run of `work` that stay in V8's old generation although nothing references them: each run is followed by
 * collections of the young generation alone. Close to 0, or all that the run has made, when something keeps hold of it.
 */
export async function bytesLeftInOldGeneration(work: () => Promise<unknown>, runs: number): Promise<number> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as Collect;
  for (let run = 0; run < WARM_UP_RUNS; run += 1) await work();
  collect();
  const before = oldGeneration();
  for (let run = 0; run < runs; run += 1) {
    await work();
    // By then nothing references the result.
    await nextTurn();
    for (let n = 0; n < UNTIL_OLD; n += 1) collect({ type: 'minor' });
  }
  return (oldGeneration() - before) / runs;
}

function oldGeneration(): number {
  const spaces = getHeapSpaceStatistics().filter(({ space_name }) => /^(?:old|large_object)_space$/.test(space_name));
  return spaces.reduce((sum, { space_used_size }) => sum + space_used_size, 0);
}
