import type { DeleteMessageBatchResult, SQSClient } from '@aws-sdk/client-sqs';
import type { DeliveryObserver } from '@decouple/messaging-core';
import { SqsBatchEntryError } from '../client/batch-entry.error';

/**
 * sqs-consumer 11.6 deletes in batches and ignores the `Failed` entries of the answer. Such a message comes again, which
 * is harmless, but must not go unseen: a middleware of the client sees every answer.
 */
export function reportFailedDeletions(client: SQSClient, queue: string, url: string, observer: DeliveryObserver): void {
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const result = await next(args);
      const { QueueUrl } = args.input as { QueueUrl?: string };
      if (context.commandName === 'DeleteMessageBatchCommand' && QueueUrl === url) {
        const { Failed = [] } = result.output as DeleteMessageBatchResult;
        for (const entry of Failed) {
          observer.observe({
            kind: 'broker-trouble',
            queue,
            operation: 'delete',
            error: SqsBatchEntryError.of('delete', entry),
          });
        }
      }
      return result;
    },
    { step: 'initialize', name: `reportFailedDeletions of ${queue}`, override: true },
  );
}
