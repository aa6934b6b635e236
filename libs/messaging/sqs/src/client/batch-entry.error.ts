import type { BatchResultErrorEntry } from '@aws-sdk/client-sqs';

/** SQS accepted a batch but refused this entry of it. */
export class SqsBatchEntryError extends Error {
  override readonly name = 'SqsBatchEntryError';

  constructor(
    readonly operation: string,
    readonly code: string,
    /** Whether SQS blames the entry and not itself. */
    readonly senderFault: boolean,
    message: string,
  ) {
    super(message);
  }

  static of(operation: string, { Code, Id, Message, SenderFault }: BatchResultErrorEntry): SqsBatchEntryError {
    const code = Code ?? 'Unknown';
    const detail = Message === undefined ? '' : `: ${Message}`;
    return new SqsBatchEntryError(
      operation,
      code,
      SenderFault ?? false,
      `Entry ${Id ?? '?'} failed with ${code}${detail}`,
    );
  }
}
