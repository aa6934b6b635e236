import type { Clock, MonotonicClock, OutboxStore, QueueGauge } from '@decouple/messaging-core';
import type { PaymentCounts, PaymentAdminQueries } from '@decouple/payments-domain';
import { measureCriticalTime } from './critical-time';
import type { PipelineHistory } from './pipeline-history';

/** Of the time, what counting may take of the database: the larger the queries, the rarer the samples. */
const SHARE = 0.02;
/** A chart of an hour needs some points, however large the queries is. */
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

/** Adds to the history how far the payments are. What cannot be asked is left out: a gap is part of the history. */
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

  /** Looks at every payment, so what it takes is what says how often it may be done. */
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
    return undefined; // told by the health of the service; here it is a gap
  }
}
