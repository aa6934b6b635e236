import type { Contender } from '../contenders/contender';
import { makeLoad } from '../load/load-process';
import type { TurnResult } from '../measure/turn-result';
import { meterUsage } from '../measure/usage-meter';
import type { BenchSettings } from '../settings/bench-settings';
import type { Stage } from '../system/stage';

const CONNECTIONS = 128;
const WARM_UP_SECONDS = 4;

/** Measures the payments that one process accepts per second. The worker is stopped meanwhile. */
export function acceptTurn(
  stage: Stage,
  contender: Contender,
  round: number,
  { seconds, warmUpSeconds = WARM_UP_SECONDS }: Pick<BenchSettings, 'seconds'> & { readonly warmUpSeconds?: number },
): Promise<TurnResult> {
  return stage.turn(async (turn) => {
    const api = await turn.startApi(contender);
    const processes = [{ name: 'api', pid: api.pid }, ...turn.servers];
    let usage = meterUsage(processes);
    const load = await makeLoad(
      {
        url: api.url,
        connections: CONNECTIONS,
        prefix: `r${round}`,
        phases: [
          { name: 'warm-up', seconds: warmUpSeconds },
          { name: 'measured', seconds },
        ],
      },
      ({ name }) => {
        if (name === 'warm-up') usage = meterUsage(processes);
      },
    );
    const used = usage();
    const measured = load.phases.find(({ name }) => name === 'measured');
    if (measured === undefined) throw new Error('The load was not measured.');
    const accepted = load.phases.reduce((sum, phase) => sum + phase.accepted, 0);
    const sqsRequests = Object.values(await turn.sqsRequests()).reduce((sum, count) => sum + count, 0);
    await turn.stopServices();
    const refused = load.phases.flatMap((phase) => Object.entries(phase.refused));
    if (refused.length > 0) throw new Error(`${contender.name} refused payments: ${JSON.stringify(refused)}`);
    const stored = await turn.count('customer', contender.storedSql);
    if (stored !== accepted) throw new Error(`${contender.name} accepted ${accepted} payments and stored ${stored}.`);
    return {
      contender: contender.name,
      round,
      paymentsPerSecond: measured.accepted / measured.seconds,
      payments: measured.accepted,
      p50: measured.latency.p50,
      p99: measured.latency.p99,
      usage: used,
      loadProcessors: load.cpuSeconds / (warmUpSeconds + seconds),
      sqsRequestsPerPayment: sqsRequests / accepted,
      transactionsPerPayment: (await turn.transactions('customer')) / accepted,
    };
  });
}
