import type { LedgerEntry, RegisteredPayment } from '@decouple/management-client';
import { runOps } from '../run-ops';
import { TwoSides } from '../testing/two-sides';

const NOW = new Date('2026-11-27T08:00:00.000Z');
const ORDER = {
  policyNumber: 'POL-1',
  customerId: 'CUST-1',
  billingPeriod: '2026-11',
  amount: { value: '4999', currency: 'EUR' },
  acceptedAt: '2026-11-27T07:00:00.000Z',
};

const payment = (requestId: string, facts: Partial<RegisteredPayment> = {}): RegisteredPayment => ({
  requestId,
  status: 'recorded',
  final: true,
  statusUrl: `/v1/payments/${requestId}`,
  paymentMethod: { type: 'card' },
  timeline: [],
  ...ORDER,
  ...facts,
});
const entry = (paymentId: string): LedgerEntry => ({
  paymentId,
  outcome: 'recorded',
  paymentMethodType: 'card',
  decidedAt: '2026-11-27T07:00:01.000Z',
  ...ORDER,
});

describe('npm run ops -- reconcile', () => {
  let sides: TwoSides;

  beforeEach(async () => {
    sides = await TwoSides.start();
  });

  afterEach(() => sides.stop());

  async function reconcile(...args: readonly string[]): Promise<{ code: number; out: string; err: string }> {
    let [out, err] = ['', ''];
    const code = await runOps(['reconcile', ...args, '--api', sides.apiUrl, '--worker', sides.workerUrl], {
      login: 'ada',
      now: NOW,
      findRunning: async () => ({}),
      out: (text) => void (out += text),
      err: (text) => void (err += text),
    });
    return { code, out, err };
  }

  it('exits 0 when both sides agree and nothing has waited too long', async () => {
    sides.payments = [
      payment('1'),
      payment('2', { status: 'queued', final: false, acceptedAt: '2026-11-27T07:55:00.000Z' }),
    ];
    sides.entries = [entry('1')];

    expect(await reconcile()).toMatchObject({ code: 0, out: expect.stringContaining('Both sides agree') as string });
  });

  it('exits 4 and names payments that have waited too long, by the time that is asked for', async () => {
    sides.payments = [payment('1', { status: 'queued', final: false })];
    const { code, out } = await reconcile();

    expect(code).toBe(4);
    expect(out).toMatch(/1 payments have waited too long[^]*1 +│ queued │ 1 h ago/);
    expect((await reconcile('--overdue-after', '2h')).code).toBe(0);
    expect(JSON.parse((await reconcile('--json')).out)).toMatchObject({
      equal: true,
      late: 1,
      overdue: [{ paymentId: '1', waitedSeconds: 3_600 }],
    });
  });

  it('exits 3 when payments differ, also when others have waited too long, and repairs nothing unasked', async () => {
    sides.payments = [payment('1'), payment('2', { status: 'queued', final: false })];
    const { code, out } = await reconcile();

    expect(code).toBe(3);
    expect(out).toMatch(/1 +│ not-in-ledger │[^]*resend it: --repair/);
    expect(sides.repairs).toEqual([]);
  });

  it('resends what the ledger has lost, in the name of the operator, and exits 0', async () => {
    sides.payments = [payment('1')];
    const { code, out } = await reconcile('--repair', '--reason', 'restored', '--rate', '2');

    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining('1 resent; 0 rebuilt') as string });
    const body = { recorded: ['1'], rejected: [], parked: [], reason: 'restored', paymentsPerSecond: 2, dryRun: false };
    expect(sides.repairs).toEqual([{ path: '/v1/payments/resend', operator: 'ada', body }]);
  });

  it('previews a repair without a reason, and exits as if nothing were repaired', async () => {
    sides.payments = [payment('1')];
    const { code, out } = await reconcile('--repair', '--dry-run', '--json');

    expect(code).toBe(3);
    expect(JSON.parse(out)).toMatchObject({ repair: { dryRun: true, resent: ['1'] } });
    expect(sides.repairs).toMatchObject([{ body: { dryRun: true } }]);
  });

  it('leaves a month that was paid again to a person, names the other payment, and exits 3', async () => {
    sides.payments = [payment('1')];
    sides.history = { paidBy: 'another', currency: 'EUR' };
    const { code, out } = await reconcile('--repair', '--reason', 'restored');

    expect(code).toBe(3);
    expect(out).toMatch(/1 +│ conflict +│[^]*decide by hand: another paid the month/);
    expect(sides.repairs).toEqual([]);
  });

  it('rebuilds what only the ledger knows when that is asked for', async () => {
    sides.entries = [entry('1')];

    expect((await reconcile('--repair', '--reason', 'restored')).code).toBe(3);
    expect(sides.repairs).toEqual([]);
    expect((await reconcile('--rebuild', '--reason', 'restored', '--operator', 'bob')).code).toBe(0);
    expect(sides.repairs).toMatchObject([
      { path: '/v1/payments/rebuild', operator: 'bob', body: { entries: [entry('1')] } },
    ]);
  });

  it('resends a parked payment without a dead letter only when that is asked for', async () => {
    sides.payments = [payment('1', { status: 'parked', final: false })];

    expect((await reconcile('--repair', '--reason', 'restored')).code).toBe(4);
    expect(sides.repairs).toEqual([]);
    expect((await reconcile('--parked', '--reason', 'restored')).code).toBe(0);
    expect(sides.repairs).toMatchObject([{ body: { recorded: [], parked: ['1'] } }]);
  });

  it.each<[string, readonly string[]]>([
    ['Say why', ['--repair']],
    ['--dry-run goes with', ['--dry-run']],
    ['is not a duration', ['--overdue-after', 'soon']],
    ['is not a number of messages', ['--repair', '--reason', 'why', '--rate', 'fast']],
  ])('says what is wrong with the command line (%s), with exit code 2', async (message, args) => {
    expect(await reconcile(...args)).toMatchObject({ code: 2, err: expect.stringContaining(message) as string });
    expect(sides.repairs).toEqual([]);
  });
});
