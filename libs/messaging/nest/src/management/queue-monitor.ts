import type { HandlerUse } from '../handler-use';
import type { QueueTransportHealth } from '../queue-transport';

/** What the service tells of the one queue that it reads. */
export interface QueueMonitor {
  readonly queue: string;
  /** One per message type that it handles. */
  handlers(): readonly HandlerUse[];
  health(): QueueTransportHealth;
}
