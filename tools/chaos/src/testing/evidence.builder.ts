import type { Evidence, LedgerRow, PaymentRow } from '../invariants/evidence';
import type { ClientRecord } from '../load/client-record';

const POLICY = { policyNumber: 'POL-100001', billingPeriod: '2026-11', currency: 'EUR' };

export function aClient(requestId: string, changes: Partial<ClientRecord> = {}): ClientRecord {
  const order = { ...POLICY, idempotencyKey: `key of ${requestId}`, amountMinor: 4_999 };
  return { order, requestIds: new Set([requestId]), refusals: [], ...changes };
}

export function aPayment(id: string, changes: Partial<PaymentRow> = {}): PaymentRow {
  return {
    ...POLICY,
    id,
    idempotencyKey: `key of ${id}`,
    amountMinor: '4999',
    outcome: 'recorded',
    reasonCode: null,
    ...changes,
  };
}

export function anEntry(paymentId: string, changes: Partial<LedgerRow> = {}): LedgerRow {
  return { ...POLICY, paymentId, amountMinor: '4999', outcome: 'recorded', reasonCode: null, ...changes };
}

const REJECTED = { outcome: 'rejected', reasonCode: 'period-already-paid' } as const;

/** A run of two payments, one recorded and one rejected, in which nothing is wrong. */
export function soundEvidence(changes: Partial<Evidence> = {}): Evidence {
  const totals = [{ billingPeriod: '2026-11', currency: 'EUR', payments: 1, amountMinor: '4999' }];
  return {
    clients: [aClient('a'), aClient('b')],
    payments: [aPayment('a'), aPayment('b', REJECTED)],
    ledger: [anEntry('a'), anEntry('b', REJECTED)],
    totals: { stored: totals, told: totals },
    told: [
      { requestId: 'a', status: 'recorded', reasonCode: null },
      { requestId: 'b', status: 'rejected', reasonCode: 'period-already-paid' },
    ],
    leftovers: { 'outbox of the sales side': 0, 'queue sales': 0 },
    deadLetters: [],
    ownEnds: [],
    ...changes,
  };
}
