import type { RegisteredEntry } from '@decouple/sales-domain';

export interface LedgerEntryDto {
  readonly paymentId: string;
  readonly policyNumber: string;
  readonly customerId: string;
  readonly billingPeriod: string;
  readonly amount: { readonly value: string; readonly currency: string };
  readonly paymentMethodType: string;
  readonly outcome: 'recorded' | 'rejected';
  readonly reason?: { readonly code: string; readonly detail: string };
  readonly acceptedAt: string;
  readonly decidedAt: string;
}

export function ledgerEntryDto({ decidedAt, decision, paymentId, sale }: RegisteredEntry): LedgerEntryDto {
  return {
    paymentId,
    policyNumber: sale.policyNumber,
    customerId: sale.customerId,
    billingPeriod: sale.billingPeriod,
    amount: { value: sale.amount.minorUnits.toString(), currency: sale.amount.currency },
    paymentMethodType: sale.paymentMethodType,
    outcome: decision.outcome,
    ...(decision.outcome === 'rejected' ? { reason: decision.reason } : {}),
    acceptedAt: sale.acceptedAt.toISOString(),
    decidedAt: decidedAt.toISOString(),
  };
}
