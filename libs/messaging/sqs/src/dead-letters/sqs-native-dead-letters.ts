import { DeleteMessageBatchCommand, type Message, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { DeliveryObserver, NativeDeadLetter, NativeDeadLetters } from '@decouple/messaging-core';
import { SqsBatchEntryError } from '../client/batch-entry.error';
import { classifySqsFailure } from '../client/sqs-failure';

const BATCH_SIZE = 10;

/** Ten letters are kept within a second; if not, they come again, which is harmless. */
const VISIBILITY_TIMEOUT_SECONDS = 60;

export interface SqsNativeDeadLettersParts {
  readonly client: Pick<SQSClient, 'send'>;
  /** Logical name of the queue whose dead letters they are. */
  readonly queue: string;
  /** Of the dead-letter queue. */
  readonly url: string;
  readonly observer: DeliveryObserver;
}

/** Reads the dead-letter queue of SQS. One that does not exist has no letters: an operator may not want one. */
export class SqsNativeDeadLetters implements NativeDeadLetters {
  constructor(private readonly parts: SqsNativeDeadLettersParts) {}

  async take(keep: (letters: readonly NativeDeadLetter[]) => Promise<void>): Promise<number> {
    const messages = await this.receive();
    if (messages.length === 0) return 0;
    await keep(messages.map((message) => this.letterOf(message)));
    return this.remove(messages);
  }

  private async receive(): Promise<readonly Message[]> {
    const { client, url } = this.parts;
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
    const { client, observer, queue, url } = this.parts;
    const Entries = messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
    const { Failed = [], Successful = [] } = await client.send(
      new DeleteMessageBatchCommand({ QueueUrl: url, Entries }),
    );
    for (const failed of Failed) {
      const error = SqsBatchEntryError.of('delete', failed);
      observer.observe({ kind: 'broker-trouble', queue, operation: 'delete-dead-letter', error });
    }
    return Successful.length;
  }

  private letterOf({ Attributes, Body, MessageId }: Message): NativeDeadLetter {
    return {
      queue: this.parts.queue,
      brokerMessageId: MessageId ?? '',
      body: Body ?? '',
      receiveCount: Number(Attributes?.ApproximateReceiveCount ?? 1),
    };
  }
}
