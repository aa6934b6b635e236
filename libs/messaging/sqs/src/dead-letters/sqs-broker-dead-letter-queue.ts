import {
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { DeliveryObserver, BrokerDeadLetter, BrokerDeadLetterQueue } from '@decouple/messaging-core';
import { SqsBatchEntryError } from '../client/batch-entry.error';
import { classifySqsFailure } from '../client/sqs-failure';

const BATCH_SIZE = 10;

/** Ten letters are kept within a second; if not, they come again, which is harmless. */
const VISIBILITY_TIMEOUT_SECONDS = 60;

export interface SqsBrokerDeadLetterQueueDeps {
  readonly client: Pick<SQSClient, 'send'>;
  /** Logical name of the queue whose dead letters they are. */
  readonly queue: string;
  /** Of the dead-letter queue. */
  readonly url: string;
  /** Of the queue itself, whose settings say after how many hand-overs a message is given up. */
  readonly queueUrl?: string | undefined;
  readonly observer: DeliveryObserver;
}

/** Letters whose receives are remembered; more than wait at any time while the database is down. */
const MAX_REMEMBERED_LETTERS = 1_000;

/** Reads the dead-letter queue of SQS. One that does not exist has no letters: an operator may not want one. */
export class SqsBrokerDeadLetterQueue implements BrokerDeadLetterQueue {
  /** How often this process received each letter that is not removed yet: SQS counts these receives as well. */
  private readonly ownReceives = new Map<string, number>();

  constructor(private readonly deps: SqsBrokerDeadLetterQueueDeps) {}

  async take(keep: (letters: readonly BrokerDeadLetter[]) => Promise<void>): Promise<number> {
    const messages = await this.receive();
    if (messages.length === 0) return 0;
    const most = await this.mostHandOvers();
    const letters = messages.map((message) => this.deadLetterOf(message, most));
    await keep(letters);
    return this.remove(messages);
  }

  private async receive(): Promise<readonly Message[]> {
    const { client, url } = this.deps;
    try {
      const { Messages = [] } = await client.send(
        new ReceiveMessageCommand({
          QueueUrl: url,
          MaxNumberOfMessages: BATCH_SIZE,
          WaitTimeSeconds: 0,
          VisibilityTimeout: VISIBILITY_TIMEOUT_SECONDS,
          MessageSystemAttributeNames: ['ApproximateReceiveCount'],
        }),
      );
      return Messages;
    } catch (error) {
      if (classifySqsFailure(error).kind === 'queue-missing') return [];
      throw error;
    }
  }

  /** What is not removed comes again, and is kept once all the same. */
  private async remove(messages: readonly Message[]): Promise<number> {
    const { client, observer, queue, url } = this.deps;
    const Entries = messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
    const { Failed = [], Successful = [] } = await client.send(
      new DeleteMessageBatchCommand({ QueueUrl: url, Entries }),
    );
    for (const { Id } of Successful) this.ownReceives.delete(messages[Number(Id)]?.MessageId ?? '');
    for (const failed of Failed) {
      const error = SqsBatchEntryError.of('delete', failed);
      observer.observe({ kind: 'broker-trouble', queue, operation: 'delete-dead-letter', error });
    }
    return Successful.length;
  }

  /** Some servers count the receive that moves a message as well; no message is handed over more often than this. */
  private async mostHandOvers(): Promise<number> {
    const { client, observer, queue, queueUrl } = this.deps;
    if (queueUrl === undefined) return Infinity;
    try {
      const { Attributes } = await client.send(
        new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['RedrivePolicy'] }),
      );
      const policy = JSON.parse(Attributes?.RedrivePolicy ?? '{}') as { readonly maxReceiveCount?: unknown };
      const most = Number(policy.maxReceiveCount);
      return most >= 1 ? most : Infinity;
    } catch (error) {
      // Without this permission the letters are kept all the same, with the count that SQS gives.
      observer.observe({ kind: 'broker-trouble', queue, operation: 'get-attributes', error });
      return Infinity;
    }
  }

  /** The count goes on in the dead-letter queue: the receives of this reader are no hand-overs to a handler. */
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
    if (this.ownReceives.size >= MAX_REMEMBERED_LETTERS && oldest !== undefined) this.ownReceives.delete(oldest);
    this.ownReceives.set(messageId, own);
  }
}
