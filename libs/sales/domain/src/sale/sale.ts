import type { PaymentAcceptedV2 } from '@decouple/contracts';

/** One premium payment as sales sees it. */
export interface Sale {
  /** The ledger's key: a payment is recorded once. */
  readonly paymentId: string;
  readonly policyNumber: string;
  readonly customerId: string;
  /** The month that is paid for, as YYYY-MM. */
  readonly billingPeriod: string;
  readonly amount: { readonly minorUnits: bigint; readonly currency: string };
  /** A code such as `card`; sales knows no list of them. */
  readonly paymentMethodType: string;
  readonly acceptedAt: Date;
}

export function saleFrom({ data }: PaymentAcceptedV2): Sale {
  return {
    paymentId: data.paymentId,
    policyNumber: data.policyNumber,
    customerId: data.customerId,
    billingPeriod: data.billingPeriod,
    amount: { minorUnits: BigInt(data.amount.value), currency: data.amount.currency },
    paymentMethodType: data.paymentMethod.type,
    acceptedAt: new Date(data.acceptedAt),
  };
}
