import { REFUSED_BY_BROKER } from '@decouple/messaging-core';
import type { Payment } from '@decouple/payments-domain';
import type { Facts } from './facts';
import type { Invariant } from './invariant';

/** Invariants that need facts which only the simulation knows: planned faults, events and what clients saw. */
export const OWN_INVARIANTS: readonly Invariant[] = [
  {
    name: 'clients never see contradicting responses',
    violations: ({ complaints }) => complaints,
  },
  {
    name: 'no background work fails unnoticed',
    violations: ({ failures }) => failures,
  },
  {
    name: 'no outcome message becomes a dead letter',
    violations: ({ customerEvents }) =>
      customerEvents.flatMap((event) =>
        // A message without a type comes from another sender.
        event.kind === 'message-dead-lettered' && event.type !== undefined ? [`${event.id}: ${event.reasonCode}.`] : [],
      ),
  },
  {
    name: 'a payment is parked exactly if its message is a dead letter',
    violations: ({ deadLetters, payments, refused }) =>
      payments.flatMap(({ id, state }) => {
        if (state.status === 'recorded' || state.status === 'rejected') return [];
        const kept = deadLetters.has(id) || refused.has(id);
        if (kept === (state.status === 'parked')) return [];
        return [kept ? `${id} is ${state.status}, but has a dead letter.` : `${id} is parked without a dead letter.`];
      }),
  },
  {
    name: 'outages use no attempt and create no dead letter',
    violations: ({ deadLetters, payments, plans, salesEvents }) => {
      const healthy = payments.filter((payment) => troubleOf(payment, plans) === 'none').map(({ id }) => id);
      const delayed = new Set(salesEvents.flatMap((event) => (event.kind === 'message-delayed' ? [event.id] : [])));
      return [
        ...healthy.filter((id) => delayed.has(id)).map((id) => `${id} lost an attempt, although its handler works.`),
        ...healthy
          .filter((id) => deadLetters.has(id))
          .map((id) => `${id} is a dead letter, although its handler works.`),
      ];
    },
  },
  {
    name: 'a payment that the broker refuses is parked for that reason and has a dead letter',
    violations: ({ payments, plans, refused }) =>
      payments.flatMap((payment) => {
        const { id, state } = payment;
        if (refused.has(id) && troubleOf(payment, plans) !== 'refused by the broker')
          return [`${id} was never refused.`];
        if (!refused.has(id)) return [];
        const parked = state.status === 'parked' && state.reason.code === REFUSED_BY_BROKER;
        return parked ? [] : [`${id} was refused by the broker, but is ${state.status}.`];
      }),
  },
  {
    name: 'a payment is parked exactly if its handler fails permanently',
    violations: ({ payments, plans }) =>
      payments.flatMap((payment) => {
        const trouble = troubleOf(payment, plans);
        const { id, state } = payment;
        const permanent = trouble === 'always fails' || trouble === 'cannot be handled';
        if (permanent && state.status !== 'parked') return [`${id} ${trouble}, but ends as ${state.status}.`];
        const temporary = trouble === 'none' || trouble === 'fails' || trouble === 'fails after recording';
        return temporary && state.status === 'parked' ? [`${id} is parked, although a retry would succeed.`] : [];
      }),
  },
];

function troubleOf({ order }: Payment, plans: Facts['plans']): string | undefined {
  return plans.find((plan) => plan.order.customerId === order.customerId)?.trouble.kind;
}
