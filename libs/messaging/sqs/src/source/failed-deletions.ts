import { DeleteMessageBatchCommand, type DeleteMessageBatchResult, type SQSClient } from '@aws-sdk/client-sqs';
import type { DeliveryObserver } from '@decouple/messaging-core';
import { aroundSend } from '../client/around-send';
import { SqsBatchEntryError } from '../client/batch-entry.error';
import type { PollTrouble } from './poll-trouble';

export interface DeletionWatchOptions {
  /** Logical name. */
  readonly queue: string;
  readonly url: string;
  readonly trouble: PollTrouble;
  readonly observer: DeliveryObserver;
}

/**
 * sqs-consumer 11.6 deletes in batches and ignores the `Failed` entries of the answer. Such a message comes again, which
 * is harmless, but must be reported, and must slow the polling down: every answer is looked at here.
 */
export function watchDeletions(client: SQSClient, { observer, queue, trouble, url }: DeletionWatchOptions): void {
  aroundSend(client, async (command, _options, send) => {
    if (!(command instanceof DeleteMessageBatchCommand) || command.input.QueueUrl !== url) return send();
    let answer: DeleteMessageBatchResult;
    try {
      answer = (await send()) as DeleteMessageBatchResult;
    } catch (error) {
      // Reported by the loop, which gets this error from sqs-consumer.
      trouble.deletionFailed();
      throw error;
    }
    const { Failed = [] } = answer;
    if (Failed.length < (command.input.Entries ?? []).length) trouble.deletionSucceeded();
    else trouble.deletionFailed();
    for (const entry of Failed) {
      const error = SqsBatchEntryError.of('delete', entry);
      observer.observe({ kind: 'broker-trouble', queue, operation: 'delete', error });
    }
    return answer;
  });
}
