import { sameOrder } from '@decouple/payments-domain';
import type { Invariant } from './invariant';

/** What a 202 means, as far as the client can tell. */
export const ACCEPTANCE: readonly Invariant[] = [
  {
    name: 'clients are never told two stories',
    violations: ({ complaints }) => complaints,
  },
  {
    name: 'every payment that was answered with 202 is stored as it was ordered',
    violations: ({ payments, promises }) => {
      const byId = new Map(payments.map((payment) => [payment.id, payment]));
      return promises
        .filter(({ order, requestId }) => {
          const stored = byId.get(requestId);
          return stored === undefined || !sameOrder(stored.order, order);
        })
        .map(({ requestId }) => `${requestId} was answered with 202, and is not stored as it was ordered.`);
    },
  },
  {
    name: 'every 202 ends as recorded, rejected or parked',
    violations: ({ payments }) =>
      payments
        .filter(({ state }) => !['recorded', 'rejected', 'parked'].includes(state.status))
        .map(({ id, state }) => `${id} stays ${state.status}.`),
  },
  {
    name: 'nothing fails unseen',
    violations: ({ failures }) => failures,
  },
  {
    name: 'it all comes to rest',
    violations: ({ unrest }) => unrest,
  },
  {
    name: 'no answer of sales becomes a dead letter',
    violations: ({ customerEvents }) =>
      customerEvents.flatMap((event) =>
        // What has no type is none of ours.
        event.kind === 'message-dead-lettered' && event.type !== undefined ? [`${event.id}: ${event.reasonCode}.`] : [],
      ),
  },
];
