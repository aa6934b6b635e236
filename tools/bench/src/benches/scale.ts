import { setTimeout as delay } from 'node:timers/promises';
import { openProgress } from '@decouple/local-infra/terminal';
import { ours } from '../contenders/ours';
import { fixed, printTable, whole } from '../report/table';
import { meterUsage } from '../measure/usage-meter';
import type { BenchSettings } from '../settings/bench-settings';
import type { Stage, Turn } from '../system/stage';
import { drainTurn } from './drain';

/** Rows before the turn. The first turn has none. */
const ROWS = [0, 1_000, 100_000, 1_000_000] as const;

const LEDGER_HISTORY = `
  insert into ledger_entries (payment_id, policy_number, customer_id, billing_period, amount_minor, currency,
                              method_type, outcome, accepted_at, decided_at)
  select gen_random_uuid(), 'OLD-' || n / 12, 'c', '2020-' || lpad((n % 12 + 1)::text, 2, '0'), 1, 'EUR', 'card',
         'recorded', now(), now()
  from generate_series(1, $1) n
`;
const POLICIES = `insert into policies (policy_number, currency) select 'OLD-' || n, 'EUR' from generate_series(0, $1 / 12) n`;
const BACKLOG = `
  insert into outbox (queue, source, message_id, type, body)
  select 'sales', '/bench', gen_random_uuid(), 'payments.payment-accepted.v1', repeat('x', 700)
  from generate_series(1, $1) n
`;
const CLAIM_PLAN = `
  explain select entry_id from outbox where due_at <= now() order by due_at, entry_id limit 200 for update skip locked
`;

interface ScaleResult {
  readonly rows: number;
  readonly drainPerSecond: number;
  readonly workerPeakMegabytes: number | undefined;
  readonly claimed: Claimed | undefined;
}

/** Records with a long history, and relays with a long backlog. */
export async function scale(stage: Stage, settings: BenchSettings): Promise<void> {
  const results: ScaleResult[] = [];
  const progress = openProgress(process.stderr);
  for (const rows of ROWS) {
    progress.note(`scale: draining with ${rows} rows of history …`);
    const drained = await drainTurn(stage, ours(), 1, settings, async (turn) => {
      await migrated(turn, 'worker');
      await turn.query('sales', POLICIES, [rows]);
      await turn.query('sales', LEDGER_HISTORY, [rows]);
      await turn.query('sales', 'vacuum analyze');
    });
    progress.note(`scale: claiming with ${rows} rows of backlog …`);
    const claimed = rows === 0 ? undefined : await stage.turn((turn) => claim(turn, rows, settings));
    results.push({
      rows,
      drainPerSecond: drained.paymentsPerSecond,
      workerPeakMegabytes: drained.usage[0]?.peakMegabytes,
      claimed,
    });
  }
  print(results);
}

function print(results: readonly ScaleResult[]): void {
  const withoutHistory = results[0]?.drainPerSecond ?? 0;
  printTable(
    ['rows before', 'drain/s', '/ none', 'claim/s', 'worker MB', 'api MB'],
    results.map(({ claimed, drainPerSecond, rows, workerPeakMegabytes }) => [
      whole(rows),
      whole(drainPerSecond),
      fixed(drainPerSecond / withoutHistory, 2),
      claimed === undefined ? '–' : whole(claimed.perSecond),
      whole(workerPeakMegabytes ?? 0),
      claimed === undefined ? '–' : whole(claimed.peakMegabytes ?? 0),
    ]),
  );
  console.log(['plan of the claim:', ...(results.at(-1)?.claimed?.plan ?? [])].join('\n  '));
}

interface Claimed {
  readonly perSecond: number;
  readonly peakMegabytes: number | undefined;
  readonly plan: readonly string[];
}

async function claim(turn: Turn, rows: number, { seconds }: BenchSettings): Promise<Claimed> {
  await migrated(turn, 'api');
  await turn.query('customer', BACKLOG, [rows]);
  await turn.query('customer', 'vacuum analyze');
  const plan = (await turn.query<{ 'QUERY PLAN': string }>('customer', CLAIM_PLAN)).map((row) => row['QUERY PLAN']);
  const sentBefore = await sent(turn);
  const startedAt = performance.now();
  const api = await turn.startApi(ours());
  const usage = meterUsage([{ name: 'api', pid: api.pid }]);
  const deadline = performance.now() + seconds * 1_000;
  // Counts what arrives in the queue: counting a million rows of backlog would cost more than relaying them.
  let messages = 0;
  while (performance.now() < deadline && messages < rows) {
    await delay(20);
    messages = (await sent(turn)) - sentBefore;
  }
  const perSecond = (messages / (performance.now() - startedAt)) * 1_000;
  return { perSecond, peakMegabytes: usage()[0]?.peakMegabytes, plan };
}

/** Assumes full batches of ten messages, which almost all are. */
async function sent(turn: Turn): Promise<number> {
  return ((await turn.sqsRequests())['SendMessageBatch'] ?? 0) * 10;
}

/** Starts and stops the service, which creates its tables. */
async function migrated(turn: Turn, service: 'api' | 'worker'): Promise<void> {
  await (service === 'api' ? turn.startApi(ours()) : turn.startWorker(ours()));
  await turn.stopServices();
}
