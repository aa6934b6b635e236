import { collectDefaultMetrics, Counter, Registry } from 'prom-client';
import { bufferedStdout } from '../logging/buffered-stdout';

let registry: Registry | undefined;

/**
 * Event loop, memory, CPU, garbage collection, log. They belong to the process, however many services run in it, and
 * their observers cannot be removed, so there is one set of them.
 */
export function processMetrics(): Registry {
  if (registry === undefined) {
    registry = new Registry();
    collectDefaultMetrics({ register: registry });
    countDroppedLines(registry);
  }
  return registry;
}

function countDroppedLines(registry: Registry): void {
  new Counter({
    name: 'decouple_log_lines_dropped_total',
    help: 'Log lines dropped because standard output was not read fast enough.',
    registers: [registry],
    collect() {
      this.reset();
      this.inc(bufferedStdout().dropped);
    },
  });
}
