import { QUEUES } from '@decouple/contracts';
import type { Clock } from '../ports/clock.port';
import type { Timers } from '../ports/timers.port';
import type { InMemoryBroker } from './in-memory-broker';
import { InMemoryMessagePublisher } from './in-memory-message-publisher';
import { InMemoryMessageSource } from './in-memory-message-source';

export interface InMemoryBrokerParts {
  /** Logical name of the queue that the service reads. */
  readonly queue: string;
  readonly clock: Clock;
  readonly timers: Timers;
}

/** What one service needs of a broker in memory: it publishes to every queue and reads one. */
export function openInMemoryBroker(
  broker: InMemoryBroker,
  { clock, queue, timers }: InMemoryBrokerParts,
): {
  readonly publisher: InMemoryMessagePublisher;
  readonly source: InMemoryMessageSource;
  close(): Promise<void>;
} {
  return {
    publisher: new InMemoryMessagePublisher(broker, Object.keys(QUEUES)),
    source: new InMemoryMessageSource(queue, broker, clock, timers),
    close: async () => undefined,
  };
}
