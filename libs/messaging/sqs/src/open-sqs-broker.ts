import type { SQSClient } from '@aws-sdk/client-sqs';
import type { QueueBroker, RuntimePorts } from '@decouple/messaging-nest';
import type { SqsSettings } from '@decouple/platform';
import { CONSUMING_CLIENT, createSqsClient, PUBLISHING_CLIENT } from './client/create-sqs-client';
import { ReloadingCredentials } from './client/reloading-credentials';
import { SqsBrokerDeadLetterQueue } from './dead-letters/sqs-broker-dead-letter-queue';
import { SqsMessagePublisher } from './publisher/sqs-message-publisher';
import { DEFAULT_PROVISIONER_OPTIONS, SqsQueueProvisioner } from './queues/sqs-queue-provisioner';
import { SqsQueueGauge } from './queues/sqs-queue-gauge';
import { SqsQueues } from './queues/sqs-queues';
import { DEFAULT_SQS_SOURCE_OPTIONS, SqsMessageSource } from './source/sqs-message-source';
import { SqsSourceModule } from './source/sqs-source.module';

export interface SqsBrokerOptions extends RuntimePorts {
  /** Logical name of the queue that this service reads. */
  readonly queue: string;
}

/** Never fails because SQS is down: then the queues, where they may be created, are created later. */
export async function openSqsBroker(settings: SqsSettings, parts: SqsBrokerOptions): Promise<QueueBroker> {
  const { createQueues, endpoint, queueUrls, region, visibilityTimeoutSeconds } = settings;
  const queues = new SqsQueues(
    {
      sales: { name: queueName(queueUrls.sales, 'sales'), url: queueUrls.sales },
      'payment-status': {
        name: queueName(queueUrls['payment-status'], 'payment-status'),
        url: queueUrls['payment-status'],
      },
    },
    endpoint,
  );
  // One for both: credentials that were refused are read again once, whichever client met the refusal.
  const shared = { region, endpoint, credentials: ReloadingCredentials.ofAwsChain(region) };
  const publishing = createSqsClient({ ...shared, ...PUBLISHING_CLIENT });
  const consuming = createSqsClient({ ...shared, ...CONSUMING_CLIENT });
  const provisioner = new SqsQueueProvisioner({
    client: publishing,
    queues,
    options: { ...DEFAULT_PROVISIONER_OPTIONS, visibilityTimeoutSeconds },
    ...parts,
  });
  const onQueueMissing = createQueues ? { onQueueMissing: provisioner.recreate } : {};
  if (createQueues) await provisioner.ensure();
  const source = new SqsMessageSource({
    client: consuming,
    queues,
    options: { ...DEFAULT_SQS_SOURCE_OPTIONS, loops: settings.consumerLoops, visibilityTimeoutSeconds },
    ...onQueueMissing,
    ...parts,
  });
  return {
    publisher: new SqsMessagePublisher({ client: publishing, queues, ...onQueueMissing }),
    source,
    gauge: new SqsQueueGauge(publishing, queues),
    brokerDeadLetterQueue: brokerDeadLetterQueue(settings, queues, publishing, parts),
    modules: [SqsSourceModule.register(source)],
    close: async () => {
      await provisioner.stop();
      publishing.destroy();
      consuming.destroy();
    },
  };
}

/** Amazon SQS has a dead-letter queue where its URL is given; with a compatible server its address follows, as the queue's. */
function brokerDeadLetterQueue(
  { deadLetterQueueUrls, endpoint }: SqsSettings,
  queues: SqsQueues,
  client: SQSClient,
  { observer, queue }: SqsBrokerOptions,
): SqsBrokerDeadLetterQueue | undefined {
  const derived = endpoint === undefined ? undefined : `${queues.urlOf(queue)}-dlq`;
  const url = deadLetterQueueUrls?.[queue as keyof typeof deadLetterQueueUrls] ?? derived;
  return url === undefined
    ? undefined
    : new SqsBrokerDeadLetterQueue({ client, queue, url, queueUrl: queues.urlOf(queue), observer });
}

/** The last part of a queue's URL is its name; a queue without a URL bears its logical one. */
function queueName(url: string | undefined, logicalName: string): string {
  const parts = url === undefined ? [] : new URL(url).pathname.split('/');
  return parts.findLast((part) => part !== '') ?? logicalName;
}
