import { type Transaction, DelimitedColumns } from '@decouple/messaging-postgres';

const POLICIES = new DelimitedColumns<readonly [policyNumber: string, currency: string]>({
  policy_number: { type: 'text', value: ([policyNumber]) => policyNumber },
  currency: { type: 'text', value: ([, currency]) => currency },
});

/** In the order of the key, so that two groups with the same policies do not wait for each other in a circle. */
const INSERT_POLICIES = `
  insert into policies (policy_number, currency)
  select policy.policy_number, policy.currency
  from (${POLICIES.sql}) as policy
  order by policy.policy_number collate "C"
  on conflict (policy_number) do nothing
  returning policy_number
`;

/** @returns how many of them were not there before */
export async function insertPolicies(
  transaction: Transaction,
  currencies: ReadonlyMap<string, string>,
): Promise<number> {
  if (currencies.size === 0) return 0;
  const rows = await transaction.query<unknown>(INSERT_POLICIES, POLICIES.parameters([...currencies]));
  return rows.length;
}
