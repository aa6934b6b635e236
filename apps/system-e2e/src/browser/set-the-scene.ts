import { eventually } from '@decouple/local-infra/testing';
import { runOps } from '../support/ops';
import { paymentFor } from '../support/payment-client';
import type { System } from '../support/system';

const POLICY = 'POL-100001';
const OTHERS = [
  { value: '8950', currency: 'EUR' },
  { value: '1275', currency: 'CHF' },
  { value: '20000', currency: 'USD' },
];
const HISTORY_MILLISECONDS = 120_000;
const ROUND_MILLISECONDS = 1_000;
/** Rounds in which the worker is stopped. */
const WORKER_STOPPED = { from: 40, to: 60 };

/** Creates payments in every state, and some dead letters. */
export async function setTheScene(system: System): Promise<Readonly<Record<string, string>>> {
  await makeHistory(system);
  const paid = await system.payments.pay({ policyNumber: POLICY });
  await system.payments.settled(paid);
  const rejected = await system.payments.pay({ policyNumber: POLICY });
  await system.payments.settled(rejected);
  await system.payments.settledAll(await Promise.all(OTHERS.map((facts) => system.payments.pay(facts))));
  for (const body of ['this is not JSON', 'neither is this', 'nor this']) await system.queues.send('sales', body);
  await system.queues.send('sales', JSON.stringify({ type: 'payments.payment-accepted.v9' }));
  await waitForDeadLetters(system, 4);
  await discardOne(system);
  return {
    pay: '/',
    payment: `/payments/${paid}`,
    pipeline: '/operations',
    search: `/operations/payments?q=${POLICY}&payment=${rejected}`,
    'dead-letters': '/operations/dead-letters',
    decision: '/operations/dead-letters',
    'audit-trail': '/operations/dead-letters/decisions',
    sales: '/operations/sales',
    trouble: '/trouble',
  };
}

async function waitForDeadLetters(system: System, count: number): Promise<void> {
  await eventually(async () => {
    const deadLetters = await system.query('sales', 'select 1 from dead_letters');
    if (deadLetters.length !== count) throw new Error(`There are ${deadLetters.length} dead letters, not ${count}.`);
  });
}

/** Adds an entry to the audit log. */
async function discardOne(system: System): Promise<void> {
  const run = await runOps(
    system,
    ...['dead-letters', 'discard', 'sales-worker:1', '--operator', 'ada@example.com'],
    ...['--reason', 'A test message that was sent manually.'],
  );
  if (run.code !== 0) throw new Error(run.err);
}

/** Of another customer: the page shows the payments of one. */
const ofAnother = () => ({ ...paymentFor(), customerId: 'CUST-2002' });

/** Creates load that varies, with one backlog, so that the charts show something. */
async function makeHistory(system: System): Promise<void> {
  const until = performance.now() + HISTORY_MILLISECONDS;
  for (let round = 0; performance.now() < until; round += 1) {
    if (round === WORKER_STOPPED.from) await system.worker.stop();
    if (round === WORKER_STOPPED.to) await system.startWorker();
    const payments = 20 + Math.round(15 * Math.sin(round / 3));
    await Promise.all(Array.from({ length: payments }, () => system.payments.post(ofAnother())));
    await new Promise((resolve) => setTimeout(resolve, ROUND_MILLISECONDS));
  }
}
