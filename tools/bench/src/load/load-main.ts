import { setTimeout as delay } from 'node:timers/promises';
import { percentile } from '../measure/statistics';
import { HttpConnection } from './http-connection';
import type { Latencies, LoadPhase, LoadPlan, LoadReport, LoadResult, PhaseResult } from './load-plan';
import { PaymentRequests } from './payment-requests';
import { followPayment } from './follow-payment';

/** Requests that an open loop has under way at most; beyond it the target is drowned and the figures mean nothing. */
const MOST_UNDER_WAY = 20_000;

/** How often an open loop looks how many payments are due. */
const PACE_MILLISECONDS = 2;

const FINAL_STATUS_WITHIN_MILLISECONDS = 60_000;

/** The process that makes the load: its own, so that what it takes can be told from what it measures. */
class Load {
  private readonly idle: HttpConnection[] = [];
  private readonly all: HttpConnection[] = [];
  private readonly requests: PaymentRequests;
  private sent = 0;

  constructor(private readonly plan: LoadPlan) {
    const { host } = new URL(plan.url);
    this.requests = new PaymentRequests(host, plan.prefix, new Date());
  }

  async run(): Promise<LoadResult> {
    const before = process.cpuUsage();
    const phases: PhaseResult[] = [];
    for (const phase of this.plan.phases) {
      const result = await this.runPhase(phase);
      report({ type: 'phase-ended', result });
      phases.push(result);
    }
    for (const connection of this.all) connection.close();
    const { system, user } = process.cpuUsage(before);
    return { phases, cpuSeconds: (system + user) / 1e6 };
  }

  private async runPhase(phase: LoadPhase): Promise<PhaseResult> {
    const record = new PhaseRecord();
    const startedAt = performance.now();
    const endsAt = startedAt + phase.seconds * 1_000;
    const underWay =
      phase.paymentsPerSecond === undefined
        ? await this.closedLoop(endsAt, record)
        : await this.openLoop(startedAt, endsAt, phase.paymentsPerSecond, record);
    const seconds = (performance.now() - startedAt) / 1_000;
    // What was sent in this phase belongs to it, although the next one waits for it.
    await Promise.all(underWay);
    await Promise.all(record.following);
    return record.result(phase.name, seconds);
  }

  /** Each connection sends as soon as it has its answer. */
  private async closedLoop(endsAt: number, record: PhaseRecord): Promise<Promise<void>[]> {
    const loop = async (): Promise<void> => {
      while (performance.now() < endsAt) await this.pay(record);
    };
    await Promise.all(Array.from({ length: this.plan.connections }, loop));
    return [];
  }

  /** Sends at a pace, however slowly answers come: a target that slows down must not slow the load down. */
  private async openLoop(
    startedAt: number,
    endsAt: number,
    paymentsPerSecond: number,
    record: PhaseRecord,
  ): Promise<Promise<void>[]> {
    const underWay = new Set<Promise<void>>();
    let begun = 0;
    for (let now = startedAt; now < endsAt; now = performance.now()) {
      const due = Math.floor(((now - startedAt) / 1_000) * paymentsPerSecond);
      for (; begun < due; begun += 1) {
        if (underWay.size >= MOST_UNDER_WAY) throw new Error(`${MOST_UNDER_WAY} requests are without an answer.`);
        const payment = this.pay(record);
        underWay.add(payment);
        void payment.then(() => underWay.delete(payment));
      }
      await delay(PACE_MILLISECONDS);
    }
    return [...underWay];
  }

  private async pay(record: PhaseRecord): Promise<void> {
    const connection = this.idle.pop() ?? this.connect();
    const number = this.sent;
    this.sent += 1;
    const sentAt = performance.now();
    const { body, status } = await connection.send(this.requests.next());
    record.answered(status, performance.now() - sentAt);
    this.idle.push(connection);
    const { followEvery, url } = this.plan;
    if (status !== 202 || followEvery === undefined || number % followEvery !== 0) return;
    const { requestId } = JSON.parse(body()) as { requestId: string };
    record.follow(followPayment(url, requestId, FINAL_STATUS_WITHIN_MILLISECONDS), sentAt);
  }

  private connect(): HttpConnection {
    const { hostname, port } = new URL(this.plan.url);
    const connection = new HttpConnection(hostname, Number(port));
    this.all.push(connection);
    return connection;
  }
}

class PhaseRecord {
  readonly following: Promise<void>[] = [];
  private readonly refused: Record<string, number> = {};
  private readonly latencies: number[] = [];
  private readonly criticalTimes: number[] = [];

  answered(status: number, milliseconds: number): void {
    if (status === 202) this.latencies.push(milliseconds);
    else this.refused[status] = (this.refused[status] ?? 0) + 1;
  }

  follow(final: Promise<void>, sentAt: number): void {
    this.following.push(final.then(() => void this.criticalTimes.push(performance.now() - sentAt)));
  }

  result(name: string, seconds: number): PhaseResult {
    return {
      name,
      seconds,
      accepted: this.latencies.length,
      refused: this.refused,
      latency: latenciesOf(this.latencies),
      critical: { ...latenciesOf(this.criticalTimes), followed: this.criticalTimes.length },
    };
  }
}

function latenciesOf(values: readonly number[]): Latencies {
  const sorted = Float64Array.from(values).sort();
  return { p50: percentile(sorted, 0.5), p99: percentile(sorted, 0.99), max: sorted.at(-1) ?? 0 };
}

function report(message: LoadReport): void {
  process.send?.(message);
}

process.on('disconnect', () => process.exit(1));
new Load(JSON.parse(process.argv[2] ?? '{}') as LoadPlan).run().then(
  (result) => process.send?.({ type: 'finished', result } satisfies LoadReport, () => process.exit(0)),
  (error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    process.send?.({ type: 'failed', reason } satisfies LoadReport, () => process.exit(1));
  },
);
