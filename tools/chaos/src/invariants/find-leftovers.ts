import type { Leftovers } from '@decouple/invariants';
import type { ChaosSystem } from '../system/chaos-system';
import { QUEUES } from '../system/queues';

const IN_FLIGHT = /^decouple_payments_in_flight (\d+)$/m;
const METRICS_WITHIN_MILLISECONDS = 5_000;

/** Counts unfinished work in both databases, all queues and the API processes. @throws while a server is down */
export async function findLeftovers({ apis, databases, queues }: ChaosSystem): Promise<Leftovers> {
  const [payments] = await databases.customer.query<{ unfinished: number }>(
    `select count(*)::integer as unfinished from payments where outcome is null or outcome = 'delayed'`,
  );
  const leftovers: Record<string, number> = { 'payments without a final outcome': payments?.unfinished ?? NaN };
  for (const side of ['customer', 'sales'] as const) {
    const [outbox] = await databases[side].query<{ waiting: number }>(
      'select count(*)::integer as waiting from outbox',
    );
    leftovers[`outbox of the ${side} side`] = outbox?.waiting ?? NaN;
  }
  for (const queue of QUEUES.flatMap((name) => [name, `${name}-dlq`] as const)) {
    leftovers[`queue ${queue}`] = await queues.depth(queue);
  }
  for (const { managementUrl, name } of apis)
    leftovers[`payments in flight of ${name}`] = await inFlight(managementUrl);
  return leftovers;
}

/** Detects a slot that was not freed when its client disconnected. */
async function inFlight(managementUrl: string): Promise<number> {
  const response = await fetch(`${managementUrl}/metrics`, {
    signal: AbortSignal.timeout(METRICS_WITHIN_MILLISECONDS),
  });
  return Number(IN_FLIGHT.exec(await response.text())?.[1] ?? NaN);
}
