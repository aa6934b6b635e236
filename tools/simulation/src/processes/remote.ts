import type { Resource } from '../outside/resource';
import type { SimulatedProcess } from './simulated-process';

/**
 * A port as one process reaches it: over a network that fails, to a resource that may be away. Every method of the port
 * must be asynchronous and have its effect in one synchronous step.
 */
export function remote<P extends object>(process: SimulatedProcess, resource: Resource, port: P): P {
  return new Proxy(port, {
    get(target, name): unknown {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== 'function') return method;
      return (...input: unknown[]) =>
        process.call(resource, `${String(name)}`, async () => Reflect.apply(method, target, input) as unknown);
    },
  });
}
