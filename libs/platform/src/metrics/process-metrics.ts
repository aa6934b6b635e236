import { collectDefaultMetrics, Registry } from 'prom-client';

let registry: Registry | undefined;

/**
 * Event loop, memory, processor, garbage collection. They belong to the process, however many services run in it, and
 * their observers cannot be taken away again: there is one set of them.
 */
export function processMetrics(): Registry {
  if (registry === undefined) {
    registry = new Registry();
    collectDefaultMetrics({ register: registry });
  }
  return registry;
}
