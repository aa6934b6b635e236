import type { PaymentRequest } from '@decouple/client';
import { useState } from 'react';
import { minorDigits } from '../format/money';
import { monthOf } from '../format/time';
import type { Account } from './account';
import { draftFrom, type OrderDraft } from './order-draft';

/**
 * The values in the form. Initially the first policy and the current month.
 *
 * @param inFlight the order that is being sent: the form shows it, also after a reload
 */
export function useOrderDraft(
  { policies }: Account,
  inFlight: PaymentRequest | undefined,
): [OrderDraft, (changes: Partial<OrderDraft>) => void] {
  const [draft, setDraft] = useState<OrderDraft>(() => {
    const [policy] = policies;
    const currency = policy?.premium.currency ?? 'EUR';
    return {
      policyNumber: policy?.number ?? '',
      billingPeriod: monthOf(new Date()),
      amount: policy === undefined ? Number.NaN : Number(policy.premium.value) / 10 ** minorDigits(currency),
      currency,
      method: 'card',
    };
  });
  const [shown, setShown] = useState(inFlight);
  if (inFlight !== shown) {
    setShown(inFlight);
    if (inFlight !== undefined) setDraft(draftFrom(inFlight));
  }
  const change = (changes: Partial<OrderDraft>): void => setDraft((before) => ({ ...before, ...changes }));
  return [inFlight === undefined ? draft : draftFrom(inFlight), change];
}
