import type { ServiceName } from '@decouple/management-client';

/** An item with the name of its service. */
export type OfService<Item> = Item & { readonly service: ServiceName };

/** The items of all services that responded. */
export interface FromBoth<Item> {
  readonly items: readonly OfService<Item>[];
  /** Services that did not respond. Their items are missing. */
  readonly silent: readonly ServiceName[];
}

/**
 * Calls both services. If one fails, the items of the other are still returned.
 *
 * @throws the error of the first one if both fail
 */
export async function fromBoth<Client extends { readonly service: ServiceName }, Item>(
  clients: readonly Client[],
  ask: (client: Client) => Promise<readonly Item[]>,
): Promise<FromBoth<Item>> {
  const silent: ServiceName[] = [];
  const errors: unknown[] = [];
  const found = await Promise.all(
    clients.map(async (client) => {
      try {
        return (await ask(client)).map((item) => ({ ...item, service: client.service }));
      } catch (error) {
        silent.push(client.service);
        errors.push(error);
        return [];
      }
    }),
  );
  if (silent.length === clients.length) throw errors[0];
  return { items: found.flat(), silent };
}
