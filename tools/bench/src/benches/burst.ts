import { setTimeout as delay } from 'node:timers/promises';
import { openProgress } from '@decouple/local-infra/terminal';
import { ours } from '../contenders/ours';
import { makeLoad } from '../load/load-process';
import type { PhaseResult } from '../load/load-plan';
import { fixed, printTable, whole } from '../report/table';
import type { BenchSettings } from '../settings/bench-settings';
import type { Stage, Turn } from '../system/stage';
import { whenAllFinal } from './when-all-final';

/** Limit of sales-worker: ten times as much is still below what customer-api accepts on this machine. */
const SALES_PER_SECOND = 200;
const BURST = 10;
const CONNECTIONS = 64;
const LOOK_EVERY_MILLISECONDS = 500;

const progress = openProgress(process.stderr);

/**
 * From the server's statistics, up to one second late. Counting tens of thousands of rows twice a second would slow down the
 * requests that are measured.
 */
const STORED_SO_FAR = `select n_tup_ins::integer as count from pg_stat_user_tables where relname = 'payments'`;

interface BurstResult {
  readonly phases: readonly PhaseResult[];
  /** Highest number of accepted payments without a final status. */
  readonly deepestBacklog: number;
  readonly secondsToDrain: number;
}

/** Sends ten times the rate of sales-worker: requests must stay as fast as before, the queue levels the load. */
export async function burst(stage: Stage, settings: BenchSettings): Promise<void> {
  const result = await stage.turn((turn) => burstTurn(turn, settings));
  print(result);
}

function print({ deepestBacklog, phases, secondsToDrain }: BurstResult): void {
  printTable(
    ['burst', 'payments/s', 'accept p50 ms', 'accept p99 ms', 'refused'],
    phases.map(({ accepted, latency, name, refused, seconds }) => [
      ...[name, whole(accepted / seconds), fixed(latency.p50, 1), fixed(latency.p99, 1)],
      whole(Object.values(refused).reduce((sum, count) => sum + count, 0)),
    ]),
  );
  const p99 = (phase: string): number => phases.find(({ name }) => name === phase)?.latency.p99 ?? 0;
  console.log(`accept p99 in the burst / before it: ${fixed(p99('burst') / p99('before'), 2)}`);
  console.log(
    `deepest backlog ${whole(deepestBacklog)} payments, drained ${fixed(secondsToDrain, 0)} s after the burst`,
  );
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
  const done = new AbortController();
  const watching = deepestBacklogOf(turn, contender.progressSql ?? contender.recordedSql, done.signal);
  const load = await makeLoad({ url: api.url, connections: CONNECTIONS, prefix: 'b', phases }, ({ name }) =>
    progress.note(`burst: ${name} has ended …`),
  );
  const drainFrom = performance.now();
  const accepted = load.phases.reduce((sum, phase) => sum + phase.accepted, 0);
  progress.begin('burst: draining', accepted);
  await whenAllFinal(turn, accepted, (final) => progress.update(final));
  progress.end();
  const secondsToDrain = (performance.now() - drainFrom) / 1_000;
  done.abort();
  return { phases: load.phases, deepestBacklog: await watching, secondsToDrain };
}

async function deepestBacklogOf(turn: Turn, recordedSoFar: string, done: AbortSignal): Promise<number> {
  let deepest = 0;
  while (!done.aborted) {
    const [stored, recorded] = [await turn.count('customer', STORED_SO_FAR), await turn.count('sales', recordedSoFar)];
    deepest = Math.max(deepest, stored - recorded);
    await delay(LOOK_EVERY_MILLISECONDS);
  }
  return deepest;
}
