import type { RebuildRequest, RepairResult, ResendRequest } from '../documents';
import { aLedgerEntry, aRegisteredPayment } from '../testing/payments.builder';
import type { Comparison, FoundDifference } from './compare-sides';
import { planRepair, repair, type RepairOptions } from './repair';

const NOTHING: Comparison = { compared: 0, totals: [], differing: 0, differences: [], late: 0, overdue: [] };
const ALL = { resend: true, parked: true, rebuild: true };
const OPTIONS: RepairOptions = { operator: 'ada', reason: 'restored', paymentsPerSecond: 100, dryRun: false };

const found = (
  paymentId: string,
  remedy: FoundDifference['remedy'],
  status: 'recorded' | 'rejected' | 'parked' = 'recorded',
): FoundDifference => ({
  paymentId,
  difference: 'not-in-ledger',
  remedy,
  customer: remedy === 'rebuild' ? undefined : aRegisteredPayment({ requestId: paymentId, status }),
  ledger: remedy === 'rebuild' ? aLedgerEntry({ paymentId }) : undefined,
});

class FakeApi {
  readonly resends: ResendRequest[] = [];
  readonly rebuilds: RebuildRequest[] = [];
  private dueSeconds = 0;

  async resendPayments(request: ResendRequest, operator: string): Promise<RepairResult> {
    expect(operator).toBe('ada');
    this.resends.push(request);
    const repaired = [...request.recorded, ...request.rejected, ...request.parked];
    const spreadSeconds = this.dueSeconds + (repaired.length - 1) * 0.01;
    if (request.dryRun !== true) this.dueSeconds = spreadSeconds + 0.01;
    return { dryRun: request.dryRun ?? false, repaired, skipped: [], spreadSeconds };
  }

  async rebuildPayments(request: RebuildRequest): Promise<RepairResult> {
    this.rebuilds.push(request);
    const repaired = request.entries.map(({ paymentId }) => paymentId);
    return { dryRun: false, repaired, skipped: [{ id: 'x', why: 'known' }], spreadSeconds: 0 };
  }
}

describe('the plan of a repair', () => {
  const parked = { payment: aRegisteredPayment({ status: 'parked', final: false }), waitedSeconds: 900 };
  const comparison: Comparison = {
    ...NOTHING,
    differences: [
      found('rejected', 'resend', 'rejected'),
      found('recorded', 'resend'),
      found('stuck', 'resend', 'parked'),
      found('lost', 'rebuild'),
      found('later', 'resend-later', 'rejected'),
      found('conflict', 'decide'),
      found('soon', 'wait'),
    ],
    overdue: [
      { ...parked, paymentId: 'without dead letter', deadLetterMissing: true },
      { ...parked, paymentId: 'with dead letter', deadLetterMissing: false },
    ],
  };

  it('resends recorded payments before those that were rejected because of them, and nothing for a person to decide', () => {
    const plan = planRepair(comparison, ALL);

    expect(plan.resend.map(({ id }) => id)).toEqual(['recorded', 'rejected', 'stuck', 'without dead letter']);
    expect(plan.rebuild.map(({ paymentId }) => paymentId)).toEqual(['lost']);
  });

  it('has only what was asked for', () => {
    const none = { resend: false, parked: false, rebuild: false };

    expect(planRepair(comparison, none)).toEqual({ resend: [], rebuild: [] });
    expect(planRepair(comparison, { ...none, resend: true }).resend).toHaveLength(3);
    expect(planRepair(comparison, { ...none, parked: true }).resend).toHaveLength(1);
  });
});

describe('carrying out a repair', () => {
  const plan = {
    resend: Array.from({ length: 2_500 }, (_, index) => ({ id: String(index), status: 'recorded' as const })),
    rebuild: Array.from({ length: 150 }, (_, index) => aLedgerEntry({ paymentId: String(index) })),
  };

  it('asks in requests of a bounded size, and adds up what came of them', async () => {
    const api = new FakeApi();
    const outcome = await repair(api, plan, OPTIONS);

    expect(api.resends.map(({ recorded }) => recorded.length)).toEqual([1_000, 1_000, 500]);
    expect(api.rebuilds.map(({ entries }) => entries.length)).toEqual([100, 50]);
    expect(outcome).toMatchObject({ dryRun: false, skipped: [{ why: 'known' }, { why: 'known' }] });
    expect([outcome.resent.length, outcome.rebuilt.length]).toEqual([2_500, 150]);
    expect(outcome.spreadSeconds).toBeCloseTo(24.99);
  });

  it('previews the same payments over the same time', async () => {
    const preview = await repair(new FakeApi(), plan, { ...OPTIONS, dryRun: true });
    const outcome = await repair(new FakeApi(), plan, OPTIONS);

    expect(preview.resent).toEqual(outcome.resent);
    expect(preview.spreadSeconds).toBeCloseTo(outcome.spreadSeconds);
  });

  it('asks for nothing when there is nothing to repair', async () => {
    const api = new FakeApi();
    const outcome = await repair(api, { resend: [], rebuild: [] }, OPTIONS);

    expect(outcome).toEqual({ dryRun: false, resent: [], rebuilt: [], skipped: [], spreadSeconds: 0 });
    expect([api.resends, api.rebuilds]).toEqual([[], []]);
  });
});
