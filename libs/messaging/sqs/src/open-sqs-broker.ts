import type {
  BrokerDeadLetterQueue,
  Clock,
  DeliveryObserver,
  MessagePublisher,
  MessageSource,
  MonotonicClock,
  QueueGauge,
  Randomness,
  Timers,
} from '@decouple/messaging-core';
import type { DynamicModule } from '@nestjs/common';
import { CONSUMING_LIMITS, DirectSqsClient, PUBLISHING_LIMITS } from './client/direct-sqs-client';
import { ReloadingCredentials } from './client/reloading-credentials';
import type { SqsTransport } from './client/sqs-transport';
import { SqsBrokerDeadLetterQueue } from './dead-letters/sqs-broker-dead-letter-queue';
import { DEFAULT_SQS_SOURCE_OPTIONS, SqsMessageSource } from './nestjs-sqs/sqs-message-source';
import { SqsSourceModule } from './nestjs-sqs/sqs-source.module';
import { SqsMessagePublisher } from './publishing/sqs-message-publisher';
import { SqsQueueGauge } from './queues/sqs-queue-gauge';
import { DEFAULT_PROVISIONER_OPTIONS, SqsQueueProvisioner } from './queues/sqs-queue-provisioner';
import { type QueueLocation, SqsQueues } from './queues/sqs-queues';

export interface SqsBrokerSettings {
  readonly region: string;
  /** Address of an SQS-compatible server; undefined for Amazon SQS. */
  readonly endpoint?: string | undefined;
  /** Whether to create missing queues, each with its dead-letter queue; false when absent. */
  readonly createQueues?: boolean;
  /** The queues of this service, by logical name. */
  readonly queues: Readonly<Record<string, QueueLocation>>;
  /** Logical name of the queue to consume. */
  readonly consume: string;
  /** Concurrent consumers; each handles one batch of at most ten messages. 32 when absent. */
  readonly consumerLoops?: number;
  /** How long a message stays invisible if its consumer dies; 30 when absent. */
  readonly visibilityTimeoutSeconds?: number;
}

export interface SqsBrokerPorts {
  readonly clock: Clock;
  readonly monotonic: MonotonicClock;
  readonly timers: Timers;
  readonly randomness: Randomness;
  readonly observer: DeliveryObserver;
}

/** The adapters of one service. */
export interface SqsBroker {
  readonly publisher: MessagePublisher;
  readonly source: MessageSource;
  readonly gauge: QueueGauge;
  /** SQS's own dead-letter queue of the consumed queue; undefined if none is configured. */
  readonly brokerDeadLetterQueue: BrokerDeadLetterQueue | undefined;
  /** The Nest modules that the source needs. */
  readonly modules: readonly DynamicModule[];
  close(): Promise<void>;
}

/**
 * Connects a service to SQS. It succeeds while SQS is down; missing queues are then created later.
 *
 * @throws Error if a queue has neither a URL nor an endpoint to derive it from, or if the consumed queue is not configured
 */
export async function openSqsBroker(settings: SqsBrokerSettings, ports: SqsBrokerPorts): Promise<SqsBroker> {
  const { consume: queue, createQueues = false, endpoint, region } = settings;
  const { loops: defaultLoops, visibilityTimeoutSeconds: defaultTimeout } = DEFAULT_SQS_SOURCE_OPTIONS;
  const { consumerLoops: loops = defaultLoops, visibilityTimeoutSeconds = defaultTimeout } = settings;
  const queues = new SqsQueues(settings.queues, endpoint);
  const client = {
    region,
    endpoint,
    anyQueueUrl: queues.urlOf(queue),
    // Shared, so that refused credentials are reloaded once.
    credentials: ReloadingCredentials.ofAwsChain(region),
    clock: ports.clock,
  };
  const publishing = new DirectSqsClient({ ...client, ...PUBLISHING_LIMITS });
  const consuming = new DirectSqsClient({ ...client, ...CONSUMING_LIMITS });
  const provisioner = new SqsQueueProvisioner({
    transport: publishing,
    queues,
    options: { ...DEFAULT_PROVISIONER_OPTIONS, visibilityTimeoutSeconds },
    ...ports,
  });
  const onQueueMissing = createQueues ? { onQueueMissing: provisioner.recreate } : {};
  if (createQueues) await provisioner.ensure();
  const source = new SqsMessageSource({
    queue,
    transport: consuming,
    queues,
    options: { ...DEFAULT_SQS_SOURCE_OPTIONS, loops, visibilityTimeoutSeconds },
    ...onQueueMissing,
    ...ports,
  });
  return {
    publisher: new SqsMessagePublisher({ transport: publishing, queues, ...onQueueMissing }),
    source,
    gauge: new SqsQueueGauge(publishing, queues),
    brokerDeadLetterQueue: brokerDeadLetterQueue(queues, queue, publishing, ports),
    modules: [SqsSourceModule.register(source)],
    close: async () => {
      await provisioner.stop();
      publishing.close();
      consuming.close();
    },
  };
}

function brokerDeadLetterQueue(
  queues: SqsQueues,
  queue: string,
  transport: SqsTransport,
  { observer }: SqsBrokerPorts,
): SqsBrokerDeadLetterQueue | undefined {
  const url = queues.deadLetterUrlOf(queue);
  return url === undefined
    ? undefined
    : new SqsBrokerDeadLetterQueue({ transport, queue, url, queueUrl: queues.urlOf(queue), observer });
}
