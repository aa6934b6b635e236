import type { Leftovers } from '@decouple/invariants';
import type { World } from './world';

/** Counts unfinished work. All counts are 0 when the system is at rest. */
export async function countLeftovers(world: World, busyClients: number): Promise<Leftovers> {
  const { broker, customerDatabase, salesDatabase, scenario } = world;
  const leftovers: Record<string, number> = { 'waiting clients': busyClients, 'messages in the broker': broker.depth };
  for (const { outbox, resource } of [customerDatabase, salesDatabase]) {
    leftovers[`outbox of the ${resource.name}`] = (await outbox.backlog()).count;
  }
  // Without reconciliation a lost payment never ends: another invariant reports it.
  if (scenario.overdueRule === undefined) return leftovers;
  const open = customerDatabase.payments
    .allNow()
    .filter(({ state }) => !['recorded', 'rejected', 'parked'].includes(state.status));
  return { ...leftovers, 'payments without a final outcome': open.length };
}

export const isAtRest = (leftovers: Leftovers): boolean => Object.values(leftovers).every((count) => count === 0);
