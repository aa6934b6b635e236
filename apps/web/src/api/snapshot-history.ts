import type { History, PipelineSnapshot } from './operations-api';

const HOUR_MILLISECONDS = 3_600_000;
/** Points of a chart: more than a screen shows are thinned out. */
const BUCKET_MILLISECONDS = 5_000;

/** What was seen of the pipeline while the console was open, for an hour at most. */
export class SnapshotHistory {
  private readonly seen: PipelineSnapshot[] = [];

  add(snapshot: PipelineSnapshot): void {
    const last = this.seen.at(-1);
    // A new point only when the bucket is full: the latest snapshot replaces the one in the open bucket.
    const before = this.seen.at(-2);
    if (last !== undefined && before !== undefined && last.at - before.at < BUCKET_MILLISECONDS) this.seen.pop();
    this.seen.push(snapshot);
    while (snapshot.at - (this.seen[0]?.at ?? snapshot.at) > HOUR_MILLISECONDS) this.seen.shift();
  }

  history(): History {
    const values = (of: (snapshot: PipelineSnapshot, before: PipelineSnapshot) => number | null): (number | null)[] =>
      this.seen.slice(1).map((snapshot, index) => of(snapshot, this.seen[index] ?? snapshot));
    return {
      moments: this.seen.slice(1).map(({ at }) => at / 1_000),
      acceptedPerSecond: { name: 'Accepted', values: values((now, before) => rate(before, now, 'accepted')) },
      recordedPerSecond: { name: 'Recorded', values: values((now, before) => rate(before, now, 'recorded')) },
      criticalTimeP50: { name: 'Median', values: values(({ criticalTime }) => criticalTime?.p50 ?? null) },
      criticalTimeP99: { name: '99th percentile', values: values(({ criticalTime }) => criticalTime?.p99 ?? null) },
      queueDepth: { name: 'Sales queue', values: values(({ sales }) => sales.count ?? null) },
      outboxDepth: { name: 'Outbox', values: values(({ outbox }) => outbox.count ?? null) },
    };
  }
}

function rate(before: PipelineSnapshot, now: PipelineSnapshot, name: 'accepted' | 'recorded'): number | null {
  const [from, to] = [before[name], now[name]];
  if (from === undefined || to === undefined || to < from || now.at <= before.at) return null;
  return (to - from) / ((now.at - before.at) / 1_000);
}
