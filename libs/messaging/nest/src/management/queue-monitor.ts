import type { QueueTransportHealth } from '../queue-transport';

/** What the service tells of the one queue that it reads. */
export interface QueueMonitor {
  readonly queue: string;
  readonly messageTypes: readonly string[];
  health(): QueueTransportHealth;
}
