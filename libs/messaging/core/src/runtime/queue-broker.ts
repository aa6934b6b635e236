import type { MessageSource } from '../consuming/message-source.port';
import type { BrokerDeadLetterQueue } from '../dead-letters/broker-dead-letter-queue.port';
import type { QueueGauge } from '../monitoring/queue-gauge.port';
import type { MessagePublisher } from '../outbox/message-publisher.port';

/** The adapters that talk to one broker. */
export interface QueueBroker {
  readonly publisher: MessagePublisher;
  /** Of the one queue that the service reads. */
  readonly source: MessageSource;
  /** Of all queues, also those that other services read. */
  readonly gauge: QueueGauge;
  /** What the broker itself gave up of that queue; absent when it never does. */
  readonly brokerDeadLetterQueue?: BrokerDeadLetterQueue | undefined;
  close(): Promise<void>;
}
