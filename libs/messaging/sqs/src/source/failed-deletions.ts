import { DeleteMessageBatchCommand, type DeleteMessageBatchResult, type SQSClient } from '@aws-sdk/client-sqs';
import type { DeliveryObserver } from '@decouple/messaging-core';
import { aroundSend } from '../client/around-send';
import { SqsBatchEntryError } from '../client/batch-entry.error';

/**
 * sqs-consumer 11.6 deletes in batches and ignores the `Failed` entries of the answer. Such a message comes again, which
 * is harmless, but must not go unseen: every answer is looked at here.
 */
export function reportFailedDeletions(client: SQSClient, queue: string, url: string, observer: DeliveryObserver): void {
  aroundSend(client, async (command, _options, send) => {
    const answer = await send();
    if (command instanceof DeleteMessageBatchCommand && command.input.QueueUrl === url) {
      const { Failed = [] } = answer as DeleteMessageBatchResult;
      for (const entry of Failed) {
        const error = SqsBatchEntryError.of('delete', entry);
        observer.observe({ kind: 'broker-trouble', queue, operation: 'delete', error });
      }
    }
    return answer;
  });
}
