import type { AttemptStore } from '../consuming/attempt-store.port';
import type { DeadLetterStore } from '../dead-letters/dead-letter-store.port';
import type { DatabaseGauge } from '../monitoring/database-gauge.port';
import type { OutboxMonitor } from '../outbox/outbox-monitor.port';
import type { OutboxStore } from '../outbox/outbox-store.port';

/** The part of a service's store that delivery works on. It shares its transactions with the business data. */
export interface DeliveryStore {
  readonly outbox: OutboxStore & OutboxMonitor;
  readonly attempts: AttemptStore;
  readonly deadLetters: DeadLetterStore;
  /** Absent when the store is not a database. */
  readonly database?: DatabaseGauge;
  /** Rejects while the store cannot be written to. */
  probe(): Promise<void>;
  close(): Promise<void>;
}
