import type { ChaosSystem } from '../system/chaos-system';
import { QUEUES } from '../system/queue-tap';
import type { Leftovers } from './evidence';

/** Work that is still to be done, wherever it lies. @throws while a server is away */
export async function findLeftovers({ databases, queues }: ChaosSystem): Promise<Leftovers> {
  const [payments] = await databases.customer.query<{ unfinished: number }>(
    `select count(*)::integer as unfinished from payments where outcome is null or outcome = 'delayed'`,
  );
  const leftovers: Record<string, number> = { 'payments without an end': payments?.unfinished ?? NaN };
  for (const side of ['customer', 'sales'] as const) {
    const [outbox] = await databases[side].query<{ waiting: number }>(
      'select count(*)::integer as waiting from outbox',
    );
    leftovers[`outbox of the ${side} side`] = outbox?.waiting ?? NaN;
  }
  for (const queue of QUEUES.flatMap((name) => [name, `${name}-dlq`] as const)) {
    leftovers[`queue ${queue}`] = await queues.depth(queue);
  }
  return leftovers;
}
