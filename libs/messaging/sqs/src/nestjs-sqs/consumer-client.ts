import {
  DeleteMessageBatchCommand,
  type DeleteMessageBatchRequest,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { SqsBatchEntryError } from '../client/batch-entry.error';
import type { SqsTransport } from '../client/sqs-transport';
import type { PollBackoff } from '../consuming/poll-backoff';

export interface DeletionReporting {
  readonly backoff: Pick<PollBackoff, 'deletionFailed' | 'deletionSucceeded'>;
  readonly report: (error: SqsBatchEntryError) => void;
}

/**
 * Trap: sqs-consumer accepts only the SDK's client. This one has the single method that the library calls, and sends over
 * the transport.
 *
 * Trap: sqs-consumer 11.6 ignores the `Failed` entries of a deletion. They are reported here.
 */
export function consumerClient(transport: SqsTransport, reporting: DeletionReporting): SQSClient {
  const send = (command: unknown, options?: { readonly abortSignal?: AbortSignal }): Promise<object> => {
    if (command instanceof ReceiveMessageCommand) {
      return transport.send('ReceiveMessage', command.input, options?.abortSignal);
    }
    if (command instanceof DeleteMessageBatchCommand) {
      return deleteBatch(transport, command.input, options?.abortSignal, reporting);
    }
    throw new Error('sqs-consumer was configured to receive and to delete in batches only.');
  };
  return { send } as unknown as SQSClient;
}

async function deleteBatch(
  transport: SqsTransport,
  input: DeleteMessageBatchRequest,
  signal: AbortSignal | undefined,
  reporting: DeletionReporting,
): Promise<object> {
  const { backoff, report } = reporting;
  const result = await transport.send('DeleteMessageBatch', input, signal).catch((error: unknown) => {
    // The library reports the error itself.
    backoff.deletionFailed();
    throw error;
  });
  const { Failed = [] } = result;
  if (Failed.length < (input.Entries ?? []).length) backoff.deletionSucceeded();
  else backoff.deletionFailed();
  for (const entry of Failed) report(SqsBatchEntryError.of('delete', entry));
  return result;
}
