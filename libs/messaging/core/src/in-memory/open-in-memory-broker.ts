import { QUEUES } from '@decouple/contracts';
import type { MonotonicClock } from '../ports/monotonic-clock.port';
import type { QueueGauge } from '../ports/queue-gauge.port';
import type { Timers } from '../ports/timers.port';
import type { InMemoryBroker } from './in-memory-broker';
import { InMemoryMessagePublisher } from './in-memory-message-publisher';
import { InMemoryMessageSource } from './in-memory-message-source';

export interface InMemoryBrokerOptions {
  /** Logical name of the queue that the service reads. */
  readonly queue: string;
  readonly monotonic: MonotonicClock;
  readonly timers: Timers;
}

/** What one service needs of a broker in memory: it publishes to every queue and reads one. */
export function openInMemoryBroker(
  broker: InMemoryBroker,
  { monotonic, queue, timers }: InMemoryBrokerOptions,
): {
  readonly publisher: InMemoryMessagePublisher;
  readonly source: InMemoryMessageSource;
  readonly gauge: QueueGauge;
  close(): Promise<void>;
} {
  const queues = Object.keys(QUEUES);
  return {
    publisher: new InMemoryMessagePublisher(broker, queues),
    source: new InMemoryMessageSource(queue, broker, monotonic, timers),
    gauge: { depths: async () => queues.map((name) => broker.depth(name)) },
    close: async () => undefined,
  };
}
