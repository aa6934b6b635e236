import type { Message } from '@aws-sdk/client-sqs';
import type { DeliveryObserver, BrokerDeadLetter, BrokerDeadLetterQueue } from '@decouple/messaging-core';
import { SqsBatchEntryError } from '../client/batch-entry.error';
import { classifySqsFailure } from '../client/sqs-failure';
import type { SqsTransport } from '../client/sqs-transport';

const BATCH_SIZE = 10;

/** Ten dead letters are stored within 1 s. If not, they are received again, which is harmless. */
const VISIBILITY_TIMEOUT_SECONDS = 60;

export interface SqsBrokerDeadLetterQueueDeps {
  readonly transport: SqsTransport;
  /** Logical name of the queue that the dead letters come from. */
  readonly queue: string;
  /** URL of the dead-letter queue. */
  readonly url: string;
  /** URL of the queue itself, whose redrive policy bounds the receive count. */
  readonly queueUrl?: string | undefined;
  readonly observer: DeliveryObserver;
}

/** Bound of the remembered receives; more than the dead letters that wait while the database is down. */
const MAX_REMEMBERED = 1_000;

/** Reads the dead-letter queue of SQS. A missing queue counts as empty: an operator may not want one. */
export class SqsBrokerDeadLetterQueue implements BrokerDeadLetterQueue {
  /** How often this process received each message that it has not removed: SQS counts these receives, too. */
  private readonly ownReceives = new Map<string, number>();

  constructor(private readonly deps: SqsBrokerDeadLetterQueueDeps) {}

  async take(keep: (deadLetters: readonly BrokerDeadLetter[]) => Promise<void>): Promise<number> {
    const messages = await this.receive();
    if (messages.length === 0) return 0;
    const most = await this.maxReceiveCount();
    const deadLetters = messages.map((message) => this.deadLetterOf(message, most));
    await keep(deadLetters);
    return this.remove(messages);
  }

  private async receive(): Promise<readonly Message[]> {
    const { transport, url } = this.deps;
    try {
      const { Messages = [] } = await transport.send('ReceiveMessage', {
        QueueUrl: url,
        MaxNumberOfMessages: BATCH_SIZE,
        WaitTimeSeconds: 0,
        VisibilityTimeout: VISIBILITY_TIMEOUT_SECONDS,
        MessageSystemAttributeNames: ['ApproximateReceiveCount'],
      });
      return Messages;
    } catch (error) {
      if (classifySqsFailure(error).kind === 'queue-missing') return [];
      throw error;
    }
  }

  /** A message that is not removed is received again and still stored once. */
  private async remove(messages: readonly Message[]): Promise<number> {
    const { observer, queue, transport, url } = this.deps;
    const Entries = messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
    const { Failed = [], Successful = [] } = await transport.send('DeleteMessageBatch', { QueueUrl: url, Entries });
    for (const { Id } of Successful) this.ownReceives.delete(messages[Number(Id)]?.MessageId ?? '');
    for (const failed of Failed) {
      const error = SqsBatchEntryError.of('delete', failed);
      observer.observe({ kind: 'broker-trouble', queue, operation: 'delete-dead-letter', error });
    }
    return Successful.length;
  }

  /** Upper bound of the receive count: some servers also count the receive that moves the message. */
  private async maxReceiveCount(): Promise<number> {
    const { observer, queue, queueUrl, transport } = this.deps;
    if (queueUrl === undefined) return Infinity;
    try {
      const { Attributes } = await transport.send('GetQueueAttributes', {
        QueueUrl: queueUrl,
        AttributeNames: ['RedrivePolicy'],
      });
      const policy = JSON.parse(Attributes?.RedrivePolicy ?? '{}') as { readonly maxReceiveCount?: unknown };
      const most = Number(policy.maxReceiveCount);
      return most >= 1 ? most : Infinity;
    } catch (error) {
      // Without this permission, dead letters are stored with the count of SQS.
      observer.observe({ kind: 'broker-trouble', queue, operation: 'get-attributes', error });
      return Infinity;
    }
  }

  /** SQS continues the count in the dead-letter queue. The receives of this reader are not deliveries to a handler. */
  private deadLetterOf({ Attributes, Body, MessageId = '' }: Message, most: number): BrokerDeadLetter {
    const own = (this.ownReceives.get(MessageId) ?? 0) + 1;
    this.remember(MessageId, own);
    const received = Number(Attributes?.ApproximateReceiveCount ?? 1);
    return {
      queue: this.deps.queue,
      brokerMessageId: MessageId,
      body: Body ?? '',
      receiveCount: Math.max(1, Math.min(received - own, most)),
    };
  }

  private remember(messageId: string, own: number): void {
    const [oldest] = this.ownReceives.keys();
    if (this.ownReceives.size >= MAX_REMEMBERED && oldest !== undefined) this.ownReceives.delete(oldest);
    this.ownReceives.set(messageId, own);
  }
}
