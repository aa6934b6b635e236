import { eventually } from '../support/eventually';
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
/** Rounds in which nobody pulls. */
const PILING_UP = { from: 40, to: 60 };

/** Payments of every kind, and some dead letters. */
export async function setTheScene(system: System): Promise<Readonly<Record<string, string>>> {
  await makeHistory(system);
  const paid = await system.payments.pay({ policyNumber: POLICY });
  await system.payments.settled(paid);
  const rejected = await system.payments.pay({ policyNumber: POLICY });
  await system.payments.settled(rejected);
  await system.payments.settledAll(await Promise.all(OTHERS.map((facts) => system.payments.pay(facts))));
  for (const body of ['this is not JSON', 'neither is this', 'nor this']) await system.queues.send('sales', body);
  await system.queues.send('sales', JSON.stringify({ type: 'payments.payment-accepted.v9' }));
  await lettersAre(system, 4);
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

async function lettersAre(system: System, count: number): Promise<void> {
  await eventually(async () => {
    const letters = await system.query('sales', 'select 1 from dead_letters');
    if (letters.length !== count) throw new Error(`There are ${letters.length} dead letters, not ${count}.`);
  });
}

/** A line for the audit trail. */
async function discardOne(system: System): Promise<void> {
  const run = await runOps(
    system,
    ...['dead-letters', 'discard', 'sales-worker:1', '--operator', 'ada@example.com'],
    ...['--reason', 'A test message that somebody sent by hand.'],
  );
  if (run.code !== 0) throw new Error(run.err);
}

/** The page shows the payments of one customer. */
const ofAnother = () => ({ ...paymentFor(), customerId: 'CUST-2002' });

/** Payments come and go for some samples, and pile up once, so that the charts have something to tell. */
async function makeHistory(system: System): Promise<void> {
  const until = performance.now() + HISTORY_MILLISECONDS;
  for (let round = 0; performance.now() < until; round += 1) {
    if (round === PILING_UP.from) await system.worker.stop();
    if (round === PILING_UP.to) await system.startWorker();
    const payments = 20 + Math.round(15 * Math.sin(round / 3));
    await Promise.all(Array.from({ length: payments }, () => system.payments.post(ofAnother())));
    await new Promise((resolve) => setTimeout(resolve, ROUND_MILLISECONDS));
  }
}
