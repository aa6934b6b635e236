import type { Evidence } from '../check-invariants';
import type { ClientRecord, LedgerRow, PaymentRow } from '../evidence';

const SALE = { policyNumber: 'POL-100001', billingPeriod: '2026-11', currency: 'EUR', amountMinor: '4999' };
const PAYER = 'CUST-1001 card tok_visa_4f9a';
const REJECTED = { outcome: 'rejected', reasonCode: 'period-already-paid' } as const;

export function aClient(requestId: string, changes: Partial<ClientRecord> = {}): ClientRecord {
  const order = { ...SALE, payer: PAYER, idempotencyKey: `key of ${requestId}` };
  return { order, requestIds: new Set([requestId]), refusals: [], ...changes };
}

export function aPayment(id: string, changes: Partial<PaymentRow> = {}): PaymentRow {
  const requested = { ...SALE, payer: PAYER, idempotencyKey: `key of ${id}` };
  return { ...requested, id, outcome: 'recorded', reasonCode: null, ...changes };
}

export function anEntry(paymentId: string, changes: Partial<LedgerRow> = {}): LedgerRow {
  return { ...SALE, paymentId, outcome: 'recorded', reasonCode: null, ...changes };
}

/** A sound run of two payments: one recorded, one rejected. */
export function soundEvidence(changes: Partial<Evidence> = {}): Evidence {
  return {
    clients: [aClient('a'), aClient('b')],
    payments: [aPayment('a'), aPayment('b', REJECTED)],
    ledger: [anEntry('a'), anEntry('b', REJECTED)],
    totals: { stored: [{ billingPeriod: '2026-11', currency: 'EUR', payments: 1, amountMinor: '4999' }] },
    leftovers: { 'outbox of the sales side': 0, 'queue sales': 0 },
    ...changes,
  };
}
