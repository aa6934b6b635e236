import type { World } from './world';

/** What is still unfinished, in words. Nothing: the system has come to rest. */
export async function unrestOf(world: World, busyClients: number): Promise<string[]> {
  const { broker, customerDatabase, salesDatabase, scenario } = world;
  const unrest: string[] = [];
  if (busyClients > 0) unrest.push(`${busyClients} clients still wait.`);
  if (!broker.isEmpty) unrest.push('The broker still holds messages.');
  for (const { outbox, resource } of [customerDatabase, salesDatabase]) {
    const { count } = await outbox.backlog();
    if (count > 0) unrest.push(`The outbox of the ${resource.name} still holds ${count} messages.`);
  }
  // Without reconciliation nothing would ever come of them; that is for the other invariants to say.
  if (scenario.overdueRule === undefined) return unrest;
  const open = customerDatabase.payments
    .allNow()
    .filter(({ state }) => !['recorded', 'rejected', 'parked'].includes(state.status));
  return open.length === 0 ? unrest : [...unrest, `${open.length} payments still have no end.`];
}
