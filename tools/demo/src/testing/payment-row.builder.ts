import type { PaymentRow } from '../payment-row';

let sequence = 0;

/** A row that is recorded, unless told otherwise. */
export function aRow(facts: Partial<PaymentRow> = {}): PaymentRow {
  sequence += 1;
  return {
    wave: '1',
    idempotencyKey: `key-${sequence}`,
    policyNumber: `POL-${100_000 + sequence}`,
    customerId: 'CUST-1001',
    monthOffset: '0',
    amount: '4999',
    currency: 'EUR',
    method: 'card',
    token: 'tok_visa_4f9a',
    expected: 'recorded',
    ...facts,
  };
}
