import type { AppProcess } from '@decouple/local-infra';
import { parseExposition, type Series, valuesOf } from '@decouple/platform/testing';
import { eventually } from '@decouple/local-infra/testing';
import { PaymentClient, paymentFor, type PaymentBody } from './support/payment-client';
import { System } from './support/system';

/** Changes that migrations of the next version could make while this version runs. Most invalidate prepared statements. */
const CHANGES = [
  ['customer', 'alter table outbox alter column attempts type bigint'],
  ['sales', 'alter table ledger_entries alter column amount_minor type numeric(38, 0)'],
  ['customer', 'alter table payments alter column version type bigint'],
  ['sales', 'alter table delivery_attempts alter column failures type bigint'],
  ['customer', 'alter table payments alter column customer_id type varchar(500)'],
  ['sales', 'alter table outbox alter column attempts type bigint'],
  ['customer', 'alter table payments add column added_by_the_next_version text'],
  ['sales', 'alter table policies alter column currency type varchar(20)'],
  ['customer', 'alter table dead_letters alter column attempts type bigint'],
  ['sales', 'alter table ledger_entries alter column reason_code type varchar(200)'],
] as const;

const CLIENTS = 8;

/** Payments recorded before the first change and after each, so that every connection runs its statements. */
const PAYMENTS_BETWEEN_CHANGES = 60;

/** 20 % of the pause that a stale session used to cause. */
const RECORDED_WITHIN_SECONDS = 10;

/** Counters that increase if a stale session is treated as an outage or as a failure of the message. */
const TROUBLE: readonly Series[] = [
  ['decouple_outages_total'],
  ['decouple_breaker_open'],
  ['decouple_messages_retried_total'],
  ['decouple_publish_failures_total'],
];

interface Answers {
  readonly posts: unknown[];
  readonly gets: unknown[];
  readonly requestIds: string[];
}

describe('Two versions side by side', () => {
  let system: System;
  let apis: readonly AppProcess[];
  let workers: readonly AppProcess[];

  beforeAll(async () => {
    system = await System.start();
    const [api, worker] = await Promise.all([system.startAnother('customer-api'), system.startAnother('sales-worker')]);
    apis = [system.api, api];
    workers = [system.worker, worker];
  });

  afterAll(() => system.stop());

  /** Repeatedly pays at one instance and reads at the other. Repeats no request. */
  async function payAndRead(answers: Answers, place: number, isOver: () => boolean): Promise<void> {
    const clients = apis.map(({ url }) => new PaymentClient(() => url));
    for (let turn = place; !isOver(); turn += 1) {
      const payment = paymentFor();
      const paying = clients[turn % clients.length];
      const reading = clients[(turn + 1) % clients.length];
      if (paying === undefined || reading === undefined) throw new Error('There is no instance.');
      const posted = await paying.post(payment);
      answers.posts.push(posted.status);
      const { requestId } = (await posted.json()) as PaymentBody;
      if (posted.status !== 202) continue;
      answers.requestIds.push(requestId);
      for (const path of [`/v1/payments/${requestId}`, `/v1/payments?policyNumber=${payment.policyNumber}`]) {
        const read = await reading.fetch(path);
        answers.gets.push(read.status);
        await read.body?.cancel();
      }
    }
  }

  async function recorded(): Promise<number> {
    const [row] = await system.query<{ count: number }>('sales', 'select count(*)::integer from ledger_entries');
    return row?.count ?? 0;
  }

  async function changeColumns(): Promise<void> {
    const more = async (): Promise<void> => {
      const wanted = (await recorded()) + PAYMENTS_BETWEEN_CHANGES;
      await eventually(async () => expect(await recorded()).toBeGreaterThanOrEqual(wanted));
    };
    await more();
    for (const [database, change] of CHANGES) {
      await system.query(database, change);
      await more();
    }
  }

  async function metricsOf(app: AppProcess, series: readonly Series[]): Promise<(number | undefined)[]> {
    const response = await fetch(`${app.managementUrl}/metrics`);
    return valuesOf(parseExposition(await response.text()), series);
  }

  it('fails no request, pauses nothing and uses no attempt while columns are widened', async () => {
    const answers: Answers = { posts: [], gets: [], requestIds: [] };
    let over = false;
    const load = Promise.all(Array.from({ length: CLIENTS }, (_, place) => payAndRead(answers, place, () => over)));
    const changes = changeColumns().finally(() => (over = true));
    await Promise.race([load, changes]);
    await Promise.all([load, changes]);

    expect(answers.posts.filter((status) => status !== 202)).toEqual([]);
    expect(answers.gets.filter((status) => status !== 200)).toEqual([]);
    await eventually(async () => expect(await recorded()).toBe(answers.requestIds.length));
    expect(
      await system.query(
        'sales',
        `select count(*)::integer as entries, count(distinct policy_number)::integer as policies,
                (select sum(payments) from monthly_totals)::integer as totals,
                max(decided_at - accepted_at) < ${RECORDED_WITHIN_SECONDS} * interval '1 second' as soon
         from ledger_entries where outcome = 'recorded' and payment_id = any($1::uuid[])`,
        [answers.requestIds],
      ),
    ).toEqual([
      {
        entries: answers.requestIds.length,
        policies: answers.requestIds.length,
        totals: answers.requestIds.length,
        soon: true,
      },
    ]);
    for (const app of [...apis, ...workers]) {
      expect((await metricsOf(app, TROUBLE)).map((value) => value ?? 0)).toEqual(TROUBLE.map(() => 0));
    }
    for (const database of ['sales', 'customer'] as const) {
      expect(await system.query(database, 'select message_id from delivery_attempts')).toEqual([]);
      expect(await system.query(database, 'select message_id from dead_letters')).toEqual([]);
    }
    const shares = [
      ...apis.map((app) => metricsOf(app, [['decouple_payments_accepted_total']])),
      ...workers.map((app) => metricsOf(app, [['decouple_sales_recorded_total']])),
    ];
    // Every instance has worked, so every instance has met the changes.
    for (const [share = 0] of await Promise.all(shares)) expect(share).toBeGreaterThan(CHANGES.length);
  });
});
