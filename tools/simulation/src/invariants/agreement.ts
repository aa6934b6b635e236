import { REFUSED_BY_BROKER } from '@decouple/messaging-core';
import type { Payment } from '@decouple/payments-domain';
import type { Facts } from './facts';
import type { Invariant } from './invariant';

/** What both sides say of the same payment. */
export const AGREEMENT: readonly Invariant[] = [
  {
    name: 'both sides agree on the status of every payment',
    violations: ({ deadLetters, entries, payments, refused }) =>
      payments.flatMap(({ id, state }) => {
        const decided = entries.get(id)?.decision.outcome;
        if (state.status === 'recorded' || state.status === 'rejected') {
          return decided === state.status ? [] : [`${id} is ${state.status}, but sales says ${decided ?? 'nothing'}.`];
        }
        if (decided !== undefined) return [`${id} is ${state.status}, but sales has ${decided} it.`];
        const kept = deadLetters.has(id) || refused.has(id);
        if (kept === (state.status === 'parked')) return [];
        return [
          kept ? `${id} is ${state.status}, but is kept as a dead letter.` : `${id} is parked, but nobody keeps it.`,
        ];
      }),
  },
  {
    name: 'trouble of the world costs no attempt and makes no dead letter',
    violations: ({ deadLetters, payments, plans, salesEvents }) => {
      const healthy = payments.filter((payment) => troubleOf(payment, plans) === 'none').map(({ id }) => id);
      const delayed = new Set(salesEvents.flatMap((event) => (event.kind === 'message-delayed' ? [event.id] : [])));
      return [
        ...healthy
          .filter((id) => delayed.has(id))
          .map((id) => `${id} lost an attempt, though nothing is wrong with it.`),
        ...healthy
          .filter((id) => deadLetters.has(id))
          .map((id) => `${id} is a dead letter, though nothing is wrong with it.`),
      ];
    },
  },
  {
    name: 'a payment that the broker refuses is parked for that reason, and kept',
    violations: ({ payments, plans, refused }) =>
      payments.flatMap((payment) => {
        const { id, state } = payment;
        if (refused.has(id) && troubleOf(payment, plans) !== 'refused by the broker')
          return [`${id} was never refused.`];
        if (!refused.has(id)) return [];
        const told = state.status === 'parked' && state.reason.code === REFUSED_BY_BROKER;
        return told ? [] : [`${id} was refused by the broker, but is ${state.status}.`];
      }),
  },
  {
    name: 'a payment is parked exactly if its handler fails for good',
    violations: ({ payments, plans }) =>
      payments.flatMap((payment) => {
        const trouble = troubleOf(payment, plans);
        const { id, state } = payment;
        const hopeless = trouble === 'always fails' || trouble === 'cannot be handled';
        if (hopeless && state.status !== 'parked') return [`${id} ${trouble}, but ends as ${state.status}.`];
        const curable = trouble === 'none' || trouble === 'fails' || trouble === 'fails after recording';
        return curable && state.status === 'parked' ? [`${id} is parked, although another attempt would help.`] : [];
      }),
  },
];

function troubleOf({ order }: Payment, plans: Facts['plans']): string | undefined {
  return plans.find((plan) => plan.order.customerId === order.customerId)?.trouble.kind;
}
