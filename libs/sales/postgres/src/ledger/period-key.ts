import type { Sale } from '@decouple/sales-domain';

/** Names a month of a policy; neither part has a space. */
export function periodKey({ policyNumber, billingPeriod }: Pick<Sale, 'policyNumber' | 'billingPeriod'>): string {
  return `${policyNumber} ${billingPeriod}`;
}
