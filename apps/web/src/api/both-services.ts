import type { ServiceName } from '@decouple/management-client';

/** What a service tells, with its name on it. */
export type OfService<Item> = Item & { readonly service: ServiceName };

/** What those services tell that answer. */
export interface FromBoth<Item> {
  readonly items: readonly OfService<Item>[];
  /** Services that do not answer, or cannot: what they would tell is missing. */
  readonly silent: readonly ServiceName[];
}

/**
 * Asks both services. One that does not answer is no reason to hide what the other one knows.
 *
 * @throws what was thrown for the first one, when neither answers
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
