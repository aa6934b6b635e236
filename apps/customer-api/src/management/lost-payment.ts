import type { LedgerFacts } from '@decouple/payments-domain';
import type { LostPaymentDto } from './repair-request.dto';

/** A ledger entry of a request as the facts that a payment is rebuilt from. */
export function lostPayment({ paymentId, paymentMethodType, ...facts }: LostPaymentDto): LedgerFacts {
  const { amount, billingPeriod, customerId, policyNumber, reason } = facts;
  return {
    id: paymentId,
    order: {
      policyNumber,
      customerId,
      billingPeriod,
      amount: { minorUnits: BigInt(amount.value), currency: amount.currency },
    },
    methodType: paymentMethodType,
    acceptedAt: new Date(facts.acceptedAt),
    decidedAt: new Date(facts.decidedAt),
    outcome:
      facts.outcome === 'rejected' && reason !== undefined
        ? { status: 'rejected', reason: { ...reason } }
        : { status: 'recorded' },
  };
}
