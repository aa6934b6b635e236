import { SequentialIdGenerator } from '@decouple/messaging-core/testing';
import type { LedgerEntry, SaleToRecord } from '../record-sale/sales-ledger.port';
import type { Sale } from '../sale/sale';
import { decideSale } from '../sale/sale-rules';

const ids = new SequentialIdGenerator();

/** A sale of its own payment and policy each time. */
export function aSale(facts: Partial<Sale> = {}): Sale {
  const paymentId = facts.paymentId ?? ids.next();
  return {
    paymentId,
    policyNumber: `POL-${paymentId.slice(-12).toUpperCase()}`,
    customerId: 'CUST-1001',
    billingPeriod: '2026-11',
    amount: { minorUnits: 4_999n, currency: 'EUR' },
    paymentMethodType: 'card',
    acceptedAt: new Date('2026-11-22T10:00:00.123Z'),
    ...facts,
  };
}

/** The request to record a sale by the rules of sales. */
export function toRecord(sale: Sale, facts: Partial<SaleToRecord> = {}): SaleToRecord {
  return {
    sale,
    decidedAt: new Date('2026-11-22T10:00:01.456Z'),
    decide: (history) => decideSale(sale, history),
    answer: answerTo,
    ...facts,
  };
}

function answerTo({ paymentId, decision, decidedAt }: LedgerEntry) {
  return {
    queue: 'payment-status',
    source: 'urn:test:sales',
    id: `${paymentId}:${decision.outcome}`,
    type: `test.payment-${decision.outcome}.v1`,
    body: JSON.stringify({ paymentId, decidedAt }),
  };
}
