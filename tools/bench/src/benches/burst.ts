import { setTimeout as delay } from 'node:timers/promises';
import { ours } from '../contenders/ours';
import { makeLoad } from '../load/load-process';
import { burstReport } from '../report/burst-report';
import { progress, progressDone } from '../report/progress';
import { writeResults } from '../report/write-results';
import type { BenchSettings } from '../settings/bench-settings';
import type { Stage, Turn } from '../system/stage';
import { whenAllFinal } from './when-all-final';
import type { BacklogSample, BurstResult } from './burst-result';

/** What sales takes: set, so that ten times as much is still within what this machine accepts. */
const SALES_PER_SECOND = 200;
const BURST = 10;
const CONNECTIONS = 64;
const LOOK_EVERY_MILLISECONDS = 500;

/**
 * Payments stored so far, as the server's statistics know them, up to a second late. Counting those that wait would look at
 * each of tens of thousands twice a second, and slow down the very answers that are measured.
 */
const STORED_SO_FAR = `select n_tup_ins::integer as count from pg_stat_user_tables where relname = 'payments'`;

/** Ten times what sales can take, for a while: the front door stays as fast as before, the queue levels the load. */
export async function burst(stage: Stage, settings: BenchSettings): Promise<void> {
  const result = await stage.turn((turn) => burstTurn(turn, settings));
  progressDone();
  const { chart, table } = burstReport(result);
  console.log(table);
  writeResults(settings, { salesPerSecond: SALES_PER_SECOND, ...result }, { 'burst.svg': chart });
}

async function burstTurn(turn: Turn, { seconds }: BenchSettings): Promise<BurstResult> {
  const contender = ours({
    variables: { 'sales-worker': { MAX_PAYMENTS_PER_SECOND: String(SALES_PER_SECOND) } },
  });
  const api = await turn.startApi(contender);
  await turn.startWorker(contender);
  const phases = [
    { name: 'warm-up', seconds, paymentsPerSecond: SALES_PER_SECOND / 2 },
    { name: 'before', seconds, paymentsPerSecond: SALES_PER_SECOND / 2 },
    { name: 'burst', seconds: 2 * seconds, paymentsPerSecond: SALES_PER_SECOND * BURST },
  ];
  const startedAt = performance.now();
  const backlog: BacklogSample[] = [];
  const done = new AbortController();
  const watching = watchBacklog(turn, contender.progressSql ?? contender.recordedSql, startedAt, backlog, done.signal);
  const load = await makeLoad({ url: api.url, connections: CONNECTIONS, prefix: 'b', phases }, ({ name }) =>
    progress(`burst: ${name} is over …`),
  );
  const drainFrom = performance.now();
  const accepted = load.phases.reduce((sum, phase) => sum + phase.accepted, 0);
  await whenAllFinal(turn, accepted, (final) => progress(`burst: draining, ${final} of ${accepted} …`));
  const secondsToDrain = (performance.now() - drainFrom) / 1_000;
  done.abort();
  await watching;
  return { phases: load.phases, backlog, secondsToDrain };
}

async function watchBacklog(
  turn: Turn,
  recordedSoFar: string,
  startedAt: number,
  backlog: BacklogSample[],
  done: AbortSignal,
): Promise<void> {
  while (!done.aborted) {
    const [stored, recorded] = [await turn.count('customer', STORED_SO_FAR), await turn.count('sales', recordedSoFar)];
    const waiting = Math.max(0, stored - recorded);
    backlog.push({ seconds: (performance.now() - startedAt) / 1_000, waiting });
    await delay(LOOK_EVERY_MILLISECONDS);
  }
}
