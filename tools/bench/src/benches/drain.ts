import { setTimeout as delay } from 'node:timers/promises';
import type { Contender } from '../contenders/contender';
import type { TurnResult } from '../measure/turn-result';
import { meterUsage } from '../measure/usage-meter';
import type { BenchSettings } from '../settings/bench-settings';
import type { Stage, Turn } from '../system/stage';
import { acceptedMessages } from './accepted-messages';

const LOOK_EVERY_MILLISECONDS = 100;
const PROGRESS_WITHIN_MILLISECONDS = 60_000;

/** The first messages warm up the process; the last ones do not fill its batches. */
const MEASURED_FROM = 0.2;
const MEASURED_TO = 0.95;

/** Measures the payments that one process records per second from a full queue. */
export function drainTurn(
  stage: Stage,
  contender: Contender,
  round: number,
  { messages }: Pick<BenchSettings, 'messages'>,
  prepare: (turn: Turn) => Promise<void> = async () => undefined,
): Promise<TurnResult> {
  return stage.turn(async (turn) => {
    await prepare(turn);
    const before = await recordedSoFar(turn, contender);
    await turn.send(acceptedMessages(messages, `R${round}`), () => undefined);
    const requestsBefore = total(await turn.sqsRequests());
    const worker = await turn.startWorker(contender);
    const usage = meterUsage([{ name: 'worker', pid: worker.pid }, ...turn.servers]);
    const paymentsPerSecond = await drainRate(turn, contender, messages);
    const used = usage();
    const sqsRequests = total(await turn.sqsRequests()) - requestsBefore;
    await turn.stopServices();
    const recorded = (await turn.count('sales', contender.recordedSql)) - before;
    if (recorded !== messages) throw new Error(`${contender.name} recorded ${recorded} of ${messages} payments.`);
    return {
      contender: contender.name,
      round,
      paymentsPerSecond,
      payments: messages,
      usage: used,
      sqsRequestsPerPayment: sqsRequests / messages,
      transactionsPerPayment: (await turn.transactions('sales')) / messages,
    };
  });
}

/** The tables may not exist yet. */
async function recordedSoFar(turn: Turn, { recordedSql }: Contender): Promise<number> {
  const tables = await turn.count(
    'sales',
    `select count(*)::integer as count from pg_tables where schemaname = 'public'`,
  );
  return tables === 0 ? 0 : turn.count('sales', recordedSql);
}

interface Sample {
  readonly at: number;
  readonly recorded: number;
}

/** @throws Error when nothing is recorded for too long */
async function drainRate(
  turn: Turn,
  { name, recordedSql, progressSql = recordedSql }: Contender,
  messages: number,
): Promise<number> {
  const samples: Sample[] = [];
  let progressAt = performance.now();
  for (;;) {
    const recorded = await turn.count('sales', progressSql);
    const at = performance.now();
    if (recorded > (samples.at(-1)?.recorded ?? 0)) progressAt = at;
    samples.push({ at, recorded });
    if (recorded >= messages) break;
    if (at - progressAt > PROGRESS_WITHIN_MILLISECONDS)
      throw new Error(`${name} stopped at ${recorded} of ${messages}.`);
    await delay(LOOK_EVERY_MILLISECONDS);
  }
  return rateBetween(samples, messages * MEASURED_FROM, messages * MEASURED_TO);
}

/** Returns the payments per second between the samples at which `from` and `to` payments were recorded. */
export function rateBetween(samples: readonly Sample[], from: number, to: number): number {
  const first = samples.find(({ recorded }) => recorded >= from);
  const last = samples.find(({ recorded }) => recorded >= to);
  if (first === undefined || last === undefined || last.at <= first.at) {
    throw new Error('The queue was drained too fast to be measured: use more messages.');
  }
  return ((last.recorded - first.recorded) / (last.at - first.at)) * 1_000;
}

const total = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);
