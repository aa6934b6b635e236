import { createMessage, PAYMENT_RECORDED_V1 } from '@decouple/contracts';
import { backUp, restore } from './support/backup';
import { eventually } from '@decouple/local-infra/testing';
import { runOps } from './support/ops';
import { freshPolicy, paymentFor, type PaymentBody } from './support/payment-client';
import { System } from './support/system';

/** Resent payments are spread over time, and each run compares all payments. */
const EQUAL_WITHIN_MILLISECONDS = 120_000;

interface Found {
  readonly equal: boolean;
  readonly differences: readonly {
    readonly paymentId: string;
    readonly difference: string;
    readonly remedy: string;
    readonly paidBy?: string;
  }[];
  readonly overdue: readonly { readonly paymentId: string; readonly deadLetterMissing: boolean }[];
  readonly totals: readonly { readonly unexplained: { readonly payments: number; readonly amount: string } }[];
  readonly repair?: {
    readonly resent: readonly string[];
    readonly rebuilt: readonly string[];
    readonly skipped: readonly { readonly id: string; readonly why: string }[];
  };
}

describe('Restoring a database from a backup', () => {
  let system: System;

  beforeEach(async () => {
    system = await System.start({ environment: { RETRY_MAX_ATTEMPTS: '1' } });
  });

  afterEach(() => system.stop());

  const reconcile = async (...args: readonly string[]): Promise<Found & { readonly code: number | null }> => {
    const { code, err, out } = await runOps(system, 'reconcile', '--json', ...args);
    if (err !== '') throw new Error(err);
    return { code, ...(JSON.parse(out) as Found) };
  };
  const AUDIT = ['--reason', 'restored from the backup of last night', '--operator', 'ada', '--rate', '100'];

  const pay = async (count: number): Promise<string[]> => {
    const ids = await Promise.all(
      Array.from({ length: count }, (_, index) => system.payments.pay({ value: `${index + 1}` })),
    );
    await system.payments.settledAll(ids);
    return ids;
  };

  async function expectEqualToTheCent(): Promise<void> {
    const { code, totals } = await reconcile();
    expect(code).toBe(0);
    expect(totals.map(({ unexplained }) => unexplained)).toEqual(totals.map(() => ({ payments: 0, amount: '0' })));
    const off = await system.query(
      'sales',
      `select 1 from monthly_totals
       left join lateral (
         select count(*) as payments, sum(amount_minor) as amount from ledger_entries
         where outcome = 'recorded' and ledger_entries.billing_period = monthly_totals.billing_period
           and ledger_entries.currency = monthly_totals.currency
       ) as entries on true
       where (entries.payments, entries.amount) is distinct from (monthly_totals.payments, monthly_totals.amount_minor)`,
    );
    expect(off).toEqual([]);
  }

  it('sales: records resent payments once, also if customer-api is killed meanwhile', async () => {
    await pay(3);
    await backUp(system, 'sales');
    const policyNumber = freshPolicy();
    const first = await system.payments.pay({ policyNumber });
    await system.payments.settled(first);
    const rejected = await system.payments.pay({ policyNumber });
    const lost = [first, ...(await pay(4))];
    expect((await system.payments.settled(rejected)).status).toBe('rejected');
    await restore(system, 'sales');

    const found = await reconcile();
    expect(found.code).toBe(3);
    expect(new Map(found.differences.map(({ paymentId, remedy }) => [paymentId, remedy]))).toEqual(
      new Map([...lost.map((id) => [id, 'resend'] as const), [rejected, 'resend-later'] as const]),
    );
    const preview = await reconcile('--repair', '--dry-run');
    expect(new Set(preview.repair?.resent)).toEqual(new Set(lost));
    expect(await system.query('customer', 'select 1 from outbox')).toEqual([]);

    const repaired = await reconcile('--repair', ...AUDIT, '--rate', '2');
    await system.api.kill();
    await system.startApi();
    expect(repaired.repair?.resent).toEqual(preview.repair?.resent);
    const again = await reconcile('--repair', ...AUDIT);
    expect(again.repair?.resent.filter((id) => lost.includes(id))).toEqual([]);
    await eventually(async () => {
      await reconcile('--repair', ...AUDIT);
      await expectEqualToTheCent();
    }, EQUAL_WITHIN_MILLISECONDS);
    expect(await Promise.all(lost.map(async (id) => (await system.payments.status(id)).status))).toEqual(
      lost.map(() => 'recorded'),
    );
    expect((await system.payments.status(rejected)).status).toBe('rejected');
    const { repairs } = JSON.parse((await runOps(system, 'payments', 'repairs', '--json')).out) as {
      repairs: readonly { readonly operator: string; readonly repaired: readonly string[] }[];
    };
    expect(repairs.flatMap(({ repaired: ids }) => ids).sort()).toEqual([...lost, rejected].sort());
    expect(new Set(repairs.map(({ operator }) => operator))).toEqual(new Set(['ada']));
  }, 300_000);

  it('sales: reports a month that another payment has paid since, and does not resend it', async () => {
    await backUp(system, 'sales');
    const policyNumber = freshPolicy();
    const lost = await system.payments.pay({ policyNumber });
    await system.payments.settled(lost);
    await restore(system, 'sales');
    const other = await system.payments.pay({ policyNumber });
    expect((await system.payments.settled(other)).status).toBe('recorded');

    const repaired = await reconcile('--repair', ...AUDIT);
    expect(repaired).toMatchObject({
      code: 3,
      differences: [{ paymentId: lost, difference: 'conflict', remedy: 'decide', paidBy: other }],
      repair: { resent: [] },
    });
    const entries = await system.query<{ payment_id: string }>(
      'sales',
      'select payment_id from ledger_entries where policy_number = $1',
      [policyNumber],
    );
    expect(entries).toEqual([{ payment_id: other }]);
  }, 180_000);

  it('sales: reports a parked payment whose dead letter is lost, and records it when it is resent', async () => {
    await system.query(
      'sales',
      `create function refuse() returns trigger language plpgsql as $$ begin raise exception 'refused for the test'; end $$;
       create trigger refuse_all before insert on ledger_entries for each row execute function refuse()`,
    );
    await backUp(system, 'sales');
    const parked = await system.payments.pay();
    await system.payments.settled(parked, ['parked']);
    await restore(system, 'sales');
    await system.query('sales', 'drop trigger refuse_all on ledger_entries');

    const found = await reconcile('--overdue-after', '1s');
    expect(found).toMatchObject({ code: 4, overdue: [{ paymentId: parked, deadLetterMissing: true }] });
    expect((await reconcile('--parked', ...AUDIT, '--overdue-after', '1s')).repair?.resent).toEqual([parked]);
    expect((await system.payments.settled(parked)).status).toBe('recorded');
    await expectEqualToTheCent();
  }, 180_000);

  it('customer: rebuilds lost payments from the ledger, and a repeated key does not pay twice', async () => {
    await pay(2);
    await backUp(system, 'customer');
    const lost = await pay(3);
    const body = paymentFor();
    const headers = { 'idempotency-key': '"repeated after the restore"' };
    const first = (await (await system.payments.post(body, headers)).json()) as PaymentBody;
    await system.payments.settled(first.requestId);
    lost.push(first.requestId);
    await restore(system, 'customer');

    const second = (await (await system.payments.post(body, headers)).json()) as PaymentBody;
    expect(second.requestId).not.toBe(first.requestId);
    expect(await system.payments.settled(second.requestId)).toMatchObject({
      status: 'rejected',
      reason: { code: 'period-already-paid' },
    });
    await system.queues.send('payment-status', JSON.stringify(lateAnswer(first.requestId)));
    const unknown = () => system.query('customer', `select 1 from dead_letters where reason_code = 'payment-unknown'`);
    await eventually(async () => expect(await unknown()).toHaveLength(1));

    const found = await reconcile('--repair', ...AUDIT);
    expect(found).toMatchObject({ code: 3, repair: { resent: [], rebuilt: [] } });
    expect(new Set(found.differences.map(({ difference, paymentId }) => `${difference} ${paymentId}`))).toEqual(
      new Set(lost.map((id) => `not-accepted ${id}`)),
    );
    const rebuilt = await reconcile('--rebuild', ...AUDIT);
    expect(new Set(rebuilt.repair?.rebuilt)).toEqual(new Set(lost));
    await expectEqualToTheCent();

    const redrive = ['dead-letters', 'redrive', '--code', 'payment-unknown', '--reason', 'rebuilt'];
    expect((await runOps(system, ...redrive)).code).toBe(0);
    await eventually(async () => {
      expect(await unknown()).toHaveLength(0);
      expect(await system.queues.depth('payment-status')).toBe(0);
    });
    expect((await system.payments.fetch(`/v1/payments/${first.requestId}`)).status).toBe(404);
    expect((await runOps(system, 'payments', 'show', first.requestId)).out).toContain('together       recorded');
  }, 240_000);
});

/** The replies of sales, which SQS delivers again. */
function lateAnswer(paymentId: string) {
  const time = new Date().toISOString();
  return createMessage(
    PAYMENT_RECORDED_V1,
    { id: `${paymentId}:recorded`, source: '/decouple/sales-worker', time, subject: paymentId },
    { paymentId, recordedAt: time },
  );
}
