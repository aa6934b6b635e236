import { createMessage, PAYMENT_ACCEPTED_V2 } from '@decouple/contracts';
import { saleFrom } from './sale';

const PAYMENT_ID = '019400a0-0000-7000-8000-000000000001';

describe('saleFrom', () => {
  it('reads the sale from the message, with exact money and the time of acceptance', () => {
    const message = createMessage(
      PAYMENT_ACCEPTED_V2,
      { id: PAYMENT_ID, source: '/decouple/customer-api', time: '2026-11-22T10:15:30.123Z', subject: PAYMENT_ID },
      {
        paymentId: PAYMENT_ID,
        policyNumber: 'POL-100001',
        customerId: 'CUST-1001',
        billingPeriod: '2026-12',
        amount: { value: '999999999999', currency: 'JPY' },
        paymentMethod: { type: 'direct-debit' },
        acceptedAt: '2026-11-22T10:15:30.123456Z',
      },
    );
    expect(saleFrom(message)).toStrictEqual({
      paymentId: PAYMENT_ID,
      policyNumber: 'POL-100001',
      customerId: 'CUST-1001',
      billingPeriod: '2026-12',
      amount: { minorUnits: 999_999_999_999n, currency: 'JPY' },
      paymentMethodType: 'direct-debit',
      acceptedAt: new Date('2026-11-22T10:15:30.123Z'),
    });
  });
});
