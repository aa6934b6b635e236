import type { Clock, MonotonicClock, OutboxStore, QueueGauge } from '@decouple/messaging-core';
import type { PaymentCounts, PaymentAdminQueries } from '@decouple/payments-domain';
import { measureCriticalTime } from './critical-time';
import type { PipelineHistory } from './pipeline-history';

/** Maximum share of the time spent counting: the larger the table, the rarer the samples. */
const SHARE = 0.02;
/** Maximum interval: a chart of one hour needs some points, however large the table is. */
const LONGEST_REST_MILLISECONDS = 60_000;
const SALES_QUEUE = 'sales';

export interface SamplePipelineDeps {
  readonly history: PipelineHistory;
  readonly queries: Pick<PaymentAdminQueries, 'counts' | 'page'>;
  readonly outbox: Pick<OutboxStore, 'backlog'>;
  readonly gauge: QueueGauge;
  readonly clock: Clock;
  readonly monotonic: MonotonicClock;
}

/** Adds the progress of the payments to the history. A value that cannot be read is a gap. */
export class SamplePipeline {
  private restsUntil = -Infinity;

  constructor(private readonly deps: SamplePipelineDeps) {}

  async execute(): Promise<void> {
    const { clock, gauge, history, monotonic, outbox, queries } = this.deps;
    if (monotonic.milliseconds() < this.restsUntil) return;
    const [counts, criticalTime, backlog, depths] = await Promise.all([
      known(this.counts()),
      known(measureCriticalTime(queries, clock.now())),
      known(outbox.backlog()),
      known(gauge.depths()),
    ]);
    history.add({
      at: clock.now(),
      accepted: counts === undefined ? undefined : sumOf(counts),
      recorded: counts?.recorded,
      rejected: counts?.rejected,
      outbox: backlog?.count,
      salesQueue: depths?.find(({ queue }) => queue === SALES_QUEUE)?.waiting,
      criticalTime,
    });
  }

  /** Reads every payment, so its duration determines how often it runs. */
  private async counts(): Promise<PaymentCounts> {
    const { monotonic, queries } = this.deps;
    const startedAt = monotonic.milliseconds();
    const counts = await queries.counts();
    const finishedAt = monotonic.milliseconds();
    this.restsUntil = finishedAt + Math.min(LONGEST_REST_MILLISECONDS, (finishedAt - startedAt) / SHARE);
    return counts;
  }
}

function sumOf(counts: PaymentCounts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

async function known<Value>(asked: Promise<Value>): Promise<Value | undefined> {
  try {
    return await asked;
  } catch {
    return undefined; // Health reports the failure; the history has a gap.
  }
}
