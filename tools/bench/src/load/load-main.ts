import { setTimeout as delay } from 'node:timers/promises';
import { PaymentsClient } from '@decouple/client';
import { percentile } from '../measure/statistics';
import { HttpConnection } from './http-connection';
import type { Latencies, LoadPhase, LoadPlan, LoadReport, LoadResult, PhaseResult } from './load-plan';
import { PaymentRequests } from './payment-requests';

/** Limit of requests in flight in an open loop. Beyond it the target is overloaded and the figures are meaningless. */
const MAX_IN_FLIGHT = 20_000;

/** Interval at which an open loop sends the payments that are due. */
const PACE_MILLISECONDS = 2;

const FINAL_STATUS_WITHIN_MILLISECONDS = 60_000;

/** Runs in its own process, so that its CPU time can be separated from that of the target. */
class Load {
  private readonly idle: HttpConnection[] = [];
  private readonly all: HttpConnection[] = [];
  private readonly requests: PaymentRequests;
  private readonly client: PaymentsClient;
  private sent = 0;

  constructor(private readonly plan: LoadPlan) {
    const { host } = new URL(plan.url);
    this.requests = new PaymentRequests(host, plan.prefix, new Date());
    this.client = new PaymentsClient({ baseUrl: plan.url });
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
    // Requests of this phase count for it, although the next phase starts after them.
    await Promise.all(underWay);
    await Promise.all(record.following);
    return record.result(phase.name, seconds);
  }

  /** Each connection sends its next request as soon as it has a response. */
  private async closedLoop(endsAt: number, record: PhaseRecord): Promise<Promise<void>[]> {
    const loop = async (): Promise<void> => {
      while (performance.now() < endsAt) await this.pay(record);
    };
    await Promise.all(Array.from({ length: this.plan.connections }, loop));
    return [];
  }

  /** Sends at a fixed rate: a target that slows down must not slow down the load. */
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
        if (underWay.size >= MAX_IN_FLIGHT) throw new Error(`${MAX_IN_FLIGHT} requests have no response.`);
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
    const { followEvery } = this.plan;
    if (status !== 202 || followEvery === undefined || number % followEvery !== 0) return;
    const { requestId } = JSON.parse(body()) as { requestId: string };
    record.follow(this.client.waitForOutcome(requestId, { timeoutMs: FINAL_STATUS_WITHIN_MILLISECONDS }), sentAt);
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

  follow(final: Promise<unknown>, sentAt: number): void {
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
