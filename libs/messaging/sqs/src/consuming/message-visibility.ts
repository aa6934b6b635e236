import type { Message } from '@aws-sdk/client-sqs';
import { type DeliveryObserver, MAX_DELAY_SECONDS } from '@decouple/messaging-core';
import { SqsBatchEntryError } from '../client/batch-entry.error';
import type { SqsTransport } from '../client/sqs-transport';

export interface VisibilityChange {
  readonly message: Message;
  /** From now on; 0 makes the message visible at once. */
  readonly seconds: number;
}

/** Changes when the messages in flight become visible to other consumers. */
export class MessageVisibility {
  constructor(
    private readonly transport: SqsTransport,
    private readonly queue: string,
    private readonly url: string,
    private readonly observer: DeliveryObserver,
  ) {}

  /**
   * Sets the visibility of at most ten messages. Failures are reported and not retried: such a message becomes visible when
   * its current timeout ends. Never rejects.
   */
  async change(changes: readonly VisibilityChange[]): Promise<void> {
    if (changes.length === 0) return;
    const Entries = changes.map(({ message, seconds }, index) => ({
      Id: String(index),
      ReceiptHandle: message.ReceiptHandle,
      VisibilityTimeout: Math.min(Math.max(0, Math.round(seconds)), MAX_DELAY_SECONDS),
    }));
    try {
      const { Failed = [] } = await this.transport.send('ChangeMessageVisibilityBatch', {
        QueueUrl: this.url,
        Entries,
      });
      for (const entry of Failed) this.report(SqsBatchEntryError.of('change-visibility', entry));
    } catch (error) {
      this.report(error);
    }
  }

  private report(error: unknown): void {
    this.observer.observe({ kind: 'broker-trouble', queue: this.queue, operation: 'change-visibility', error });
  }
}
