import type {
  ChangeMessageVisibilityBatchRequest,
  ChangeMessageVisibilityBatchResult,
  CreateQueueRequest,
  CreateQueueResult,
  DeleteMessageBatchRequest,
  DeleteMessageBatchResult,
  GetQueueAttributesRequest,
  GetQueueAttributesResult,
  GetQueueUrlRequest,
  GetQueueUrlResult,
  ReceiveMessageRequest,
  ReceiveMessageResult,
  SendMessageBatchRequest,
  SendMessageBatchResult,
} from '@aws-sdk/client-sqs';

/** The operations of SQS that this adapter uses: request and result. */
export interface SqsOperations {
  ChangeMessageVisibilityBatch: [ChangeMessageVisibilityBatchRequest, ChangeMessageVisibilityBatchResult];
  CreateQueue: [CreateQueueRequest, CreateQueueResult];
  DeleteMessageBatch: [DeleteMessageBatchRequest, DeleteMessageBatchResult];
  GetQueueAttributes: [GetQueueAttributesRequest, GetQueueAttributesResult];
  GetQueueUrl: [GetQueueUrlRequest, GetQueueUrlResult];
  ReceiveMessage: [ReceiveMessageRequest, ReceiveMessageResult];
  SendMessageBatch: [SendMessageBatchRequest, SendMessageBatchResult];
}

export type SqsOperation = keyof SqsOperations;

/** Calls SQS. Everything in this adapter that talks to SQS goes through it. */
export interface SqsTransport {
  /**
   * @returns the result as SQS sent it. A batch operation can succeed with failed entries.
   * @throws an error for `classifySqsFailure`, or the reason of `signal` once it is aborted
   */
  send<O extends SqsOperation>(
    operation: O,
    input: SqsOperations[O][0],
    signal?: AbortSignal,
  ): Promise<SqsOperations[O][1]>;

  /** Aborts the calls in flight and closes the connections. */
  close(): void;
}
