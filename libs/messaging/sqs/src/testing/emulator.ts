import {
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { RecordingObserver, systemRandomness, systemTimers } from '@decouple/messaging-core/testing';
import { CONSUMING_CLIENT, createSqsClient, type SqsClientOptions } from '../client/create-sqs-client';
import { SqsQueueProvisioner } from '../queues/sqs-queue-provisioner';
import { SqsQueues } from '../queues/sqs-queues';

/** A missing emulator fails the suite: it is never skipped. */
export function emulatorEndpoint(): string {
  const endpoint = process.env['TEST_SQS_ENDPOINT'];
  if (endpoint === undefined)
    throw new Error('TEST_SQS_ENDPOINT is not set: run the tests with the infrastructure preset.');
  return endpoint;
}

export function emulatorClient(tuning: Partial<SqsClientOptions> = {}): SQSClient {
  const region = process.env['AWS_REGION'] ?? 'eu-west-1';
  return createSqsClient({ region, endpoint: emulatorEndpoint(), ...CONSUMING_CLIENT, ...tuning });
}

let sequence = 0;

/** Nothing of one test is seen by another, in this run or the next. */
export function uniqueQueueName(title: string): string {
  sequence += 1;
  return `${title}-${process.pid}-${Date.now().toString(36)}-${sequence}`;
}

/** Directory of logical queues under names of their own; not created yet. */
export function uniqueQueues(...queues: readonly string[]): SqsQueues {
  const locations = queues.map((queue) => [queue, { name: uniqueQueueName(queue) }] as const);
  return new SqsQueues(Object.fromEntries(locations), emulatorEndpoint());
}

export async function createQueues(client: SQSClient, queues: SqsQueues): Promise<void> {
  const observer = new RecordingObserver();
  const parts = { client, queues, observer, timers: systemTimers, randomness: systemRandomness };
  await new SqsQueueProvisioner(parts).ensure();
  if (observer.events.length > 0) throw new Error('The queues could not be created.', { cause: observer.events[0] });
}

export async function sendBodies(client: SQSClient, url: string, bodies: readonly string[]): Promise<void> {
  for (let begin = 0; begin < bodies.length; begin += 10) {
    const Entries = bodies.slice(begin, begin + 10).map((body, index) => ({ Id: String(index), MessageBody: body }));
    await client.send(new SendMessageBatchCommand({ QueueUrl: url, Entries }));
  }
}

/** Takes what becomes visible within `waitSeconds`. */
export async function receiveBodies(client: SQSClient, url: string, waitSeconds: number): Promise<string[]> {
  const { Messages = [] } = await client.send(
    new ReceiveMessageCommand({
      QueueUrl: url,
      WaitTimeSeconds: waitSeconds,
      MaxNumberOfMessages: 10,
      VisibilityTimeout: 600,
    }),
  );
  return Messages.map(({ Body }) => Body ?? '');
}

/** Takes everything that is visible now. */
export async function drainBodies(client: SQSClient, url: string): Promise<string[]> {
  const bodies: string[] = [];
  for (;;) {
    const more = await receiveBodies(client, url, 0);
    if (more.length === 0) return bodies;
    bodies.push(...more);
  }
}

/** How many messages the queue holds, visible or not. */
export async function depthOf(client: SQSClient, url: string): Promise<number> {
  const { Attributes } = await client.send(
    new GetQueueAttributesCommand({
      QueueUrl: url,
      AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
    }),
  );
  return Number(Attributes?.ApproximateNumberOfMessages) + Number(Attributes?.ApproximateNumberOfMessagesNotVisible);
}
