import type { RetryPolicy } from '@decouple/messaging-core';
import type { PaymentOrder } from '@decouple/payments-domain';
import type { Chance } from '../chance/chance';
import type { PlannedPayment, Trouble } from './planned-payment';

/** Few, so that payments meet: the same month paid twice, another currency than before. */
const POLICIES = ['POL-100001', 'POL-100002', 'POL-100003', 'POL-100004'];
/** The last one is too far away to be paid. */
const PERIODS = ['2026-10', '2026-11', '2026-12', '2031-01'];
const CURRENCIES = ['EUR', 'EUR', 'EUR', 'USD', 'JPY'];
const CLIENTS = ['broker-portal', 'mobile-app'];
const METHODS = ['card', 'direct-debit', 'wallet'] as const;

const PAYMENTS = { least: 5, most: 20 };

/** @param policy what the troubles of payments are measured by */
export function planPayments(chance: Chance, overMilliseconds: number, policy: RetryPolicy): PlannedPayment[] {
  const count = chance.integer(PAYMENTS.least, PAYMENTS.most);
  return Array.from({ length: count }, (_, index) => {
    const order = planOrder(chance, index);
    return {
      clientId: chance.pick(CLIENTS),
      idempotencyKey: `key-${index}`,
      order,
      startsAfterMilliseconds: chance.integer(0, overMilliseconds),
      maxTries: chance.integer(1, 12),
      repeats: chance.happens(0.3),
      otherOrder: chance.happens(0.15) ? { ...order, amount: { ...order.amount, minorUnits: 1n } } : undefined,
      trouble: planTrouble(chance, policy),
    };
  });
}

function planOrder(chance: Chance, index: number): PaymentOrder {
  return {
    policyNumber: chance.pick(POLICIES),
    customerId: `CUST-${index}`,
    billingPeriod: chance.pick(PERIODS),
    amount: { minorUnits: BigInt(chance.integer(100, 99_999)), currency: chance.pick(CURRENCIES) },
    method: { type: chance.pick(METHODS), token: 'tok_simulated' },
  };
}

function planTrouble(chance: Chance, { maxAttempts }: RetryPolicy): Trouble {
  if (chance.happens(0.7)) return { kind: 'none' };
  return chance.pick<Trouble>([
    { kind: 'fails', times: chance.integer(1, maxAttempts - 1) },
    { kind: 'fails until', afterMilliseconds: chance.integer(1_000, 60_000) },
    { kind: 'always fails' },
    { kind: 'fails after recording' },
    { kind: 'cannot be handled' },
    { kind: 'refused by the broker', times: chance.pick([1, Infinity]) },
  ]);
}
