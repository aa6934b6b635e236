import type { HandlerUse } from '@decouple/messaging-nest';
import type { ConsumerHealth } from '@decouple/messaging-core';

/** What the service reports about the queue that it reads. */
export interface QueueMonitor {
  readonly queue: string;
  /** One per message type that it handles. */
  handlers(): readonly HandlerUse[];
  health(): ConsumerHealth;
}
