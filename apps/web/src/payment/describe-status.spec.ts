import { aPayment } from '../testing/payment.builder';
import { describePayment } from './describe-status';

describe('describePayment', () => {
  it('names the month that is paid', () => {
    expect(describePayment(aPayment({ status: 'recorded' }))).toBe('Thank you. November 2026 is paid.');
  });

  it('says why a payment is declined, and that nothing is charged', () => {
    const reason = { code: 'period-already-paid', detail: 'unused' };

    expect(describePayment(aPayment({ status: 'rejected', reason }))).toBe(
      'This policy is already paid for this month. You haven’t been charged.',
    );
  });

  it('shows the sentence of the service for a reason that it does not know', () => {
    const reason = { code: 'new-code', detail: 'The policy has ended.' };

    expect(describePayment(aPayment({ status: 'rejected', reason }))).toBe(
      'The policy has ended. You haven’t been charged.',
    );
  });
});
