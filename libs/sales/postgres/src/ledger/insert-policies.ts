import type { EntityManager } from 'typeorm';

/** In the order of the key, so that two groups with the same policies do not wait for each other in a circle. */
const INSERT_POLICIES = `
  insert into policies (policy_number, currency)
  select policy.policy_number, policy.currency
  from unnest($1::text[], $2::text[]) as policy (policy_number, currency)
  order by policy.policy_number collate "C"
  on conflict (policy_number) do nothing
  returning policy_number
`;

/** @returns how many of them were not there before */
export async function insertPolicies(manager: EntityManager, currencies: ReadonlyMap<string, string>): Promise<number> {
  if (currencies.size === 0) return 0;
  const rows = await manager.query<unknown[]>(INSERT_POLICIES, [[...currencies.keys()], [...currencies.values()]]);
  return rows.length;
}
