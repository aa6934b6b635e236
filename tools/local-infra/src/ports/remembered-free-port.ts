import { freePort, isPortFree } from './free-port';
import type { PortMemory } from './port-memory';

/** The port that `service` had before when it is free now, else another free one, which is remembered. */
export async function rememberedFreePort(service: string, memory: PortMemory): Promise<number> {
  const before = memory.recall(service);
  if (before !== undefined && (await isPortFree(before))) return before;
  const port = await freePort();
  memory.remember(service, port);
  return port;
}
