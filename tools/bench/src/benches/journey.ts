import { openProgress } from '@decouple/local-infra/terminal';
import { ours } from '../contenders/ours';
import { makeLoad } from '../load/load-process';
import type { PhaseResult } from '../load/load-plan';
import { meterUsage, microsecondsPerPayment, type Usage } from '../measure/usage-meter';
import { fixed, printTable, whole } from '../report/table';
import type { BenchSettings } from '../settings/bench-settings';
import type { Stage, Turn } from '../system/stage';
import { whenAllFinal } from './when-all-final';

interface JourneyAtLoad {
  readonly payments: number;
  readonly paymentsPerSecond: number;
  readonly sqsRequests: Readonly<Record<string, number>>;
  readonly transactions: number;
  readonly usage: readonly Usage[];
}

interface JourneyAtShare {
  readonly share: number;
  readonly phase: PhaseResult;
}

const SHARES = [0.25, 0.5, 0.8] as const;
const CONNECTIONS = 64;

/** Limits the status requests, so that they do not become a load of their own. */
const FOLLOWED_PER_SECOND = 20;

const progress = openProgress(process.stderr);

/** Measures from acceptance to the final status: at the highest sustained rate, then at shares of it. */
export async function journey(stage: Stage, settings: BenchSettings): Promise<void> {
  progress.note('journey: highest sustained rate …');
  const atLoad = await stage.turn((turn) => capacity(turn, settings));
  const shares = await stage.turn((turn) => atShares(turn, settings, atLoad.paymentsPerSecond));
  printAtLoad(atLoad);
  printShares(shares);
}

function printAtLoad({ payments, paymentsPerSecond, sqsRequests, transactions, usage }: JourneyAtLoad): void {
  const requests = Object.values(sqsRequests).reduce((sum, count) => sum + count, 0);
  printTable(
    ['journey at load', ''],
    [
      ['payments/s, accepted to final', whole(paymentsPerSecond)],
      ['SQS requests/payment', fixed(requests / payments, 3)],
      ...Object.entries(sqsRequests).map(([operation, count]) => [`  ${operation}`, fixed(count / payments, 3)]),
      ['transactions/payment, both services', fixed(transactions / payments, 3)],
      ...usage.map((one) => [`CPU µs/payment: ${one.name}`, whole(microsecondsPerPayment(one, payments) ?? 0)]),
      ...usage.slice(0, 2).map((one) => [`peak MB: ${one.name}`, whole(one.peakMegabytes ?? 0)]),
    ],
  );
}

function printShares(shares: readonly JourneyAtShare[]): void {
  printTable(
    ['share', 'payments/s', 'accept p50/p99 ms', 'critical time p50/p99 ms', 'followed'],
    shares.map(({ phase: { accepted, critical, latency, seconds }, share }) => [
      `${share * 100} %`,
      whole(accepted / seconds),
      `${fixed(latency.p50, 1)} / ${fixed(latency.p99, 1)}`,
      `${whole(critical.p50)} / ${whole(critical.p99)}`,
      whole(critical.followed),
    ]),
  );
}

async function capacity(turn: Turn, { seconds }: BenchSettings): Promise<JourneyAtLoad> {
  const api = await turn.startApi(ours());
  const worker = await turn.startWorker(ours());
  const usage = meterUsage([{ name: 'api', pid: api.pid }, { name: 'worker', pid: worker.pid }, ...turn.servers]);
  const startedAt = performance.now();
  const load = await makeLoad({
    url: api.url,
    connections: CONNECTIONS,
    prefix: 'j',
    phases: [{ name: 'load', seconds }],
  });
  const payments = load.phases.reduce((sum, { accepted }) => sum + accepted, 0);
  await whenAllFinal(turn, payments);
  const paymentsPerSecond = (payments / (performance.now() - startedAt)) * 1_000;
  const used = usage();
  const sqsRequests = await turn.sqsRequests();
  await turn.stopServices();
  const transactions = (await turn.transactions('customer')) + (await turn.transactions('sales'));
  return { payments, paymentsPerSecond, sqsRequests, transactions, usage: used };
}

async function atShares(turn: Turn, { seconds }: BenchSettings, most: number): Promise<readonly JourneyAtShare[]> {
  const api = await turn.startApi(ours());
  await turn.startWorker(ours());
  const results: JourneyAtShare[] = [];
  let accepted = 0;
  for (const share of SHARES) {
    const paymentsPerSecond = Math.max(1, most * share);
    progress.note(`journey: at ${share * 100} % of ${Math.round(most)}/s …`);
    const load = await makeLoad({
      url: api.url,
      connections: CONNECTIONS,
      prefix: `j${share * 100}`,
      followEvery: Math.max(1, Math.round(paymentsPerSecond / FOLLOWED_PER_SECOND)),
      phases: [{ name: `${share * 100} %`, seconds, paymentsPerSecond }],
    });
    results.push(...load.phases.map((phase) => ({ share, phase })));
    accepted += load.phases.reduce((sum, phase) => sum + phase.accepted, 0);
    await whenAllFinal(turn, accepted);
  }
  return results;
}
