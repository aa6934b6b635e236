import type { SQSClient } from '@aws-sdk/client-sqs';
import type { SqsCommand } from './quick-calls';

interface SendOptions {
  readonly abortSignal?: AbortSignal;
}

type Send = (command: SqsCommand, options?: SendOptions) => Promise<object>;
type Around = (command: SqsCommand, options: SendOptions | undefined, send: () => Promise<object>) => Promise<object>;

/**
 * Stands around every call of a client, outside of what stood there before. The SDK's own middleware does not do: the
 * quick calls leave it out, and it does not see the signal that ends a call.
 */
export function aroundSend(client: SQSClient, around: Around): SQSClient {
  const inner = client.send.bind(client) as unknown as Send;
  const send: Send = (command, options) => around(command, options, () => inner(command, options));
  return Object.assign(client, { send });
}
