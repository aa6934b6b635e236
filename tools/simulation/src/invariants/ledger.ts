import type { Payment } from '@decouple/payments-domain';
import type { Facts } from './facts';
import type { Invariant } from './invariant';

/** What sales has written down, compared with what customers ordered. */
export const LEDGER: readonly Invariant[] = [
  {
    name: 'no payment is decided on twice',
    violations: ({ decisions }) =>
      repeated(decisions.map(({ paymentId }) => paymentId)).map((id) => `${id} was decided on more than once.`),
  },
  {
    name: 'nothing is decided on that was not accepted',
    violations: ({ decisions, payments }) => {
      const known = new Set(payments.map(({ id }) => id));
      return decisions
        .filter(({ paymentId }) => !known.has(paymentId))
        .map(({ paymentId }) => `${paymentId} is unknown.`);
    },
  },
  {
    name: 'a month of a policy is paid once, in the currency of the policy',
    violations: (facts) => {
      const recorded = recordedPayments(facts);
      const months = recorded.map(({ order }) => `${order.policyNumber} for ${order.billingPeriod}`);
      const currencies = new Set(recorded.map(({ order }) => `${order.policyNumber} ${order.amount.currency}`));
      const policies = [...currencies].map((pair) => pair.split(' ')[0] ?? '');
      return [
        ...repeated(months).map((month) => `${month} is recorded more than once.`),
        ...repeated(policies).map((policy) => `${policy} is paid in more than one currency.`),
      ];
    },
  },
  {
    name: 'the totals are the sum of the recorded payments, to the cent',
    violations: (facts) => {
      const sums = new Map<string, bigint>();
      for (const { order } of recordedPayments(facts)) {
        const key = `${order.billingPeriod} ${order.amount.currency}`;
        sums.set(key, (sums.get(key) ?? 0n) + order.amount.minorUnits);
      }
      const totals = new Map(
        facts.totals.map((total) => [`${total.billingPeriod} ${total.currency}`, total.minorUnits]),
      );
      return [...new Set([...sums.keys(), ...totals.keys()])]
        .filter((key) => sums.get(key) !== totals.get(key))
        .map((key) => `${key}: ${totals.get(key) ?? 0n} booked, ${sums.get(key) ?? 0n} recorded.`);
    },
  },
];

/** By what customers ordered and see, not by what sales says of itself. */
function recordedPayments({ payments }: Facts): Payment[] {
  return payments.filter(({ state }) => state.status === 'recorded');
}

function repeated(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}
