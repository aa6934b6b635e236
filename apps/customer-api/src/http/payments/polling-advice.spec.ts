import { acceptedPayment, applyOutcome, markQueued, type Payment } from '@decouple/payments-domain';
import { pollAgainSeconds } from './polling-advice';

const ACCEPTED_AT = new Date('2026-11-22T10:00:00.000Z');
const after = (seconds: number): Date => new Date(ACCEPTED_AT.getTime() + seconds * 1_000);
const REASON = { code: 'handler-failed', detail: 'It failed.' };

const accepted: Payment = acceptedPayment({
  id: '019400a0-5b3c-7d2e-8f10-2a4b6c8d0e1f',
  clientId: 'anonymous',
  idempotencyKey: 'k',
  order: {
    policyNumber: 'POL-1',
    customerId: 'C',
    billingPeriod: '2026-11',
    amount: { minorUnits: 1n, currency: 'EUR' },
    method: { type: 'card', token: 'tok_1' },
  },
  acceptedAt: ACCEPTED_AT,
});

describe('pollAgainSeconds', () => {
  it('is a second for a payment that was just accepted', () => {
    expect(pollAgainSeconds(accepted, after(0))).toBe(1);
  });

  it('grows with the time that the payment is on its way, up to a minute', () => {
    const queued = markQueued(accepted, after(1));
    expect(pollAgainSeconds(queued, after(20))).toBe(10);
    expect(pollAgainSeconds(queued, after(10_000))).toBe(60);
  });

  it('is the time to the next attempt for a delayed payment', () => {
    const state = { status: 'delayed', attempt: 2, nextAttemptAt: after(100), reason: REASON } as const;
    const delayed = applyOutcome(accepted, state, after(10));
    expect(pollAgainSeconds(delayed, after(40))).toBe(61);
    expect(pollAgainSeconds(delayed, after(500))).toBe(1);
  });

  it('is minutes for a payment that waits for a person', () => {
    const parked = applyOutcome(accepted, { status: 'parked', attempts: 8, reason: REASON }, after(10));
    expect(pollAgainSeconds(parked, after(11))).toBe(300);
  });

  it('is absent when the status is final', () => {
    expect(pollAgainSeconds(applyOutcome(accepted, { status: 'recorded' }, after(1)), after(2))).toBeUndefined();
  });
});
