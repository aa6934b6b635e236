import type { MonotonicClock } from '../system/monotonic-clock.port';
import type { QueueGauge } from '../monitoring/queue-gauge.port';
import type { Timers } from '../system/timers.port';
import type { InMemoryBroker } from './in-memory-broker';
import { InMemoryMessagePublisher } from './in-memory-message-publisher';
import { InMemoryMessageSource } from './in-memory-message-source';

export interface InMemoryBrokerOptions {
  /** Logical name of the queue that the service reads. */
  readonly queue: string;
  /** Logical names of all queues that the service may publish to or measure. */
  readonly queues: readonly string[];
  readonly monotonic: MonotonicClock;
  readonly timers: Timers;
}

/** What one service needs of a broker in memory: it publishes to every queue and reads one. */
export function openInMemoryBroker(
  broker: InMemoryBroker,
  { monotonic, queue, queues, timers }: InMemoryBrokerOptions,
): {
  readonly publisher: InMemoryMessagePublisher;
  readonly source: InMemoryMessageSource;
  readonly gauge: QueueGauge;
  close(): Promise<void>;
} {
  return {
    publisher: new InMemoryMessagePublisher(broker, queues),
    source: new InMemoryMessageSource(queue, broker, monotonic, timers),
    gauge: { depths: async () => queues.map((name) => broker.depth(name)) },
    close: async () => undefined,
  };
}
