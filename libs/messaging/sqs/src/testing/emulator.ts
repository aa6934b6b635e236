import {
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { RecordingObserver, systemRandomness, systemTimers } from '@decouple/messaging-core/testing';
import { CONSUMING_LIMITS } from '../client/direct-sqs-client';
import type { SqsTransport } from '../client/sqs-transport';
import { SqsQueueProvisioner } from '../queues/sqs-queue-provisioner';
import { SqsQueues } from '../queues/sqs-queues';
import { openTransport } from './open-transport';

const REGION = process.env['AWS_REGION'] ?? 'eu-west-1';

/** @throws Error without an emulator: the suite fails and is never skipped */
export function emulatorEndpoint(): string {
  const endpoint = process.env['TEST_SQS_ENDPOINT'];
  if (endpoint === undefined)
    throw new Error('TEST_SQS_ENDPOINT is not set: run the tests with the infrastructure preset.');
  return endpoint;
}

/** The SDK's client, for what a test does itself: it is independent of the client under test. */
export function emulatorClient(): SQSClient {
  return new SQSClient({
    region: REGION,
    endpoint: emulatorEndpoint(),
    useQueueUrlAsEndpoint: false,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
}

/** The client under test. */
export function emulatorTransport(): SqsTransport {
  return openTransport(emulatorEndpoint(), { region: REGION, ...CONSUMING_LIMITS });
}

let sequence = 0;

/** Unique for each test and run. */
export function uniqueQueueName(title: string): string {
  sequence += 1;
  return `${title}-${process.pid}-${Date.now().toString(36)}-${sequence}`;
}

/** Logical queues with unique names. They are not created yet. */
export function uniqueQueues(...queues: readonly string[]): SqsQueues {
  const locations = queues.map((queue) => [queue, { name: uniqueQueueName(queue) }] as const);
  return new SqsQueues(Object.fromEntries(locations), emulatorEndpoint());
}

export async function createQueues(transport: SqsTransport, queues: SqsQueues): Promise<void> {
  const observer = new RecordingObserver();
  const parts = { transport, queues, observer, timers: systemTimers, randomness: systemRandomness };
  await new SqsQueueProvisioner(parts).ensure();
  if (observer.events.length > 0) throw new Error('The queues could not be created.', { cause: observer.events[0] });
}

export async function sendBodies(client: SQSClient, url: string, bodies: readonly string[]): Promise<void> {
  for (let begin = 0; begin < bodies.length; begin += 10) {
    const Entries = bodies.slice(begin, begin + 10).map((body, index) => ({ Id: String(index), MessageBody: body }));
    await client.send(new SendMessageBatchCommand({ QueueUrl: url, Entries }));
  }
}

/** Receives the messages that become visible within `waitSeconds`. */
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

/** Receives all messages that are visible now. */
export async function drainBodies(client: SQSClient, url: string): Promise<string[]> {
  const bodies: string[] = [];
  for (;;) {
    const more = await receiveBodies(client, url, 0);
    if (more.length === 0) return bodies;
    bodies.push(...more);
  }
}

/** @returns the number of messages in the queue, visible or not */
export async function depthOf(client: SQSClient, url: string): Promise<number> {
  const { Attributes } = await client.send(
    new GetQueueAttributesCommand({
      QueueUrl: url,
      AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
    }),
  );
  return Number(Attributes?.ApproximateNumberOfMessages) + Number(Attributes?.ApproximateNumberOfMessagesNotVisible);
}
