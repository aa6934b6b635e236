import type { ChaosSystem } from '../system/chaos-system';
import { QUEUES } from '../system/queue-tap';
import type { Leftovers } from './evidence';

const IN_FLIGHT = /^decouple_payments_in_flight (\d+)$/m;
const LOOKED_WITHIN_MILLISECONDS = 5_000;

/** Work that is still to be done, wherever it lies. @throws while a server is away */
export async function findLeftovers({ apis, databases, queues }: ChaosSystem): Promise<Leftovers> {
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
  for (const { managementUrl, name } of apis)
    leftovers[`payments in flight of ${name}`] = await inFlight(managementUrl);
  return leftovers;
}

/** A slot that a client took with it when it left would never become free again. */
async function inFlight(managementUrl: string): Promise<number> {
  const response = await fetch(`${managementUrl}/metrics`, { signal: AbortSignal.timeout(LOOKED_WITHIN_MILLISECONDS) });
  return Number(IN_FLIGHT.exec(await response.text())?.[1] ?? NaN);
}
