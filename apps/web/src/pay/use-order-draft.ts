import type { PaymentRequest } from '@decouple/client';
import { useState } from 'react';
import { minorDigits } from '../format/money';
import { monthOf } from '../format/time';
import type { Account } from './account';
import { draftFrom, type OrderDraft } from './order-draft';

/**
 * What stands in the form: the first policy and the present month to begin with.
 *
 * @param onItsWay the order that is being sent: the form shows it, also after a reload
 */
export function useOrderDraft(
  { policies }: Account,
  onItsWay: PaymentRequest | undefined,
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
  const [shown, setShown] = useState(onItsWay);
  if (onItsWay !== shown) {
    setShown(onItsWay);
    if (onItsWay !== undefined) setDraft(draftFrom(onItsWay));
  }
  const change = (changes: Partial<OrderDraft>): void => setDraft((before) => ({ ...before, ...changes }));
  return [onItsWay === undefined ? draft : draftFrom(onItsWay), change];
}
