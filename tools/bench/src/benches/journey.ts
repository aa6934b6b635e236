import { ours } from '../contenders/ours';
import { makeLoad } from '../load/load-process';
import { meterUsage } from '../measure/usage-meter';
import { journeyReport } from '../report/journey-report';
import { progress, progressDone } from '../report/progress';
import { writeResults } from '../report/write-results';
import type { BenchSettings } from '../settings/bench-settings';
import type { Stage, Turn } from '../system/stage';
import { whenAllFinal } from './when-all-final';
import type { JourneyAtLoad, JourneyAtShare } from './journey-result';

const SHARES = [0.25, 0.5, 0.8] as const;
const CONNECTIONS = 64;

/** Payments that are followed to their end; more would be a load of their own. */
const FOLLOWED_PER_SECOND = 20;

/** From accepted to its final status: first as fast as the whole way takes them, then at parts of that. */
export async function journey(stage: Stage, settings: BenchSettings): Promise<void> {
  progress('journey: what the whole way takes …');
  const atLoad = await stage.turn((turn) => capacity(turn, settings));
  const shares = await stage.turn((turn) => atShares(turn, settings, atLoad.paymentsPerSecond));
  progressDone();
  const { chart, table } = journeyReport(atLoad, shares);
  console.log(table);
  writeResults(settings, { atLoad, shares }, { 'journey.svg': chart });
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
  const transactions = { customer: await turn.transactions('customer'), sales: await turn.transactions('sales') };
  return { payments, paymentsPerSecond, sqsRequests, transactions, usage: used };
}

async function atShares(turn: Turn, { seconds }: BenchSettings, most: number): Promise<readonly JourneyAtShare[]> {
  const api = await turn.startApi(ours());
  await turn.startWorker(ours());
  const results: JourneyAtShare[] = [];
  let accepted = 0;
  for (const share of SHARES) {
    const paymentsPerSecond = Math.max(1, most * share);
    progress(`journey: at ${share * 100} % of ${Math.round(most)}/s …`);
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
