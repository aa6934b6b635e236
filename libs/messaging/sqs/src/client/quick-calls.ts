import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
} from '@aws-sdk/client-sqs';
import { Agent } from 'undici';
import { RequestSigner, type SigningCredentials } from './request-signer';
import { wholeAnswer } from './whole-answer';

/** What is called all day. Everything else is the SDK's. */
const ACTIONS = new Map<unknown, string>([
  [ReceiveMessageCommand, 'ReceiveMessage'],
  [DeleteMessageBatchCommand, 'DeleteMessageBatch'],
  [SendMessageBatchCommand, 'SendMessageBatch'],
  [ChangeMessageVisibilityBatchCommand, 'ChangeMessageVisibilityBatch'],
]);

/** What the inputs of the four are looked at for. */
interface BatchInput {
  readonly QueueUrl?: string;
  readonly MessageAttributeNames?: readonly string[];
  readonly Entries?: readonly { readonly MessageAttributes?: object }[];
}

/** A command of the SDK. */
export interface SqsCommand {
  readonly input: object;
}

export interface QuickCallsParts {
  readonly region: string;
  /** The address to call; that of the queue's URL when absent. */
  readonly endpoint?: string | undefined;
  readonly connectionTimeoutMilliseconds: number;
  readonly requestTimeoutMilliseconds: number;
  readonly maxSockets: number;
  readonly credentials: () => Promise<SigningCredentials>;
  /** Now, as the service sees it. */
  readonly now: () => Date;
}

/**
 * The four calls that messages travel by, straight in SQS's JSON protocol: signed, sent, read. One try, and the plain
 * answer or nothing: whatever else happens is left to the SDK, which makes the same call with all that it knows about
 * retries, clocks, errors and credentials.
 */
export class QuickCalls {
  private readonly agent: Agent;
  private readonly signer: RequestSigner;
  private readonly origin: string | undefined;

  constructor(private readonly parts: QuickCallsParts) {
    this.agent = new Agent({
      connections: parts.maxSockets,
      connect: { timeout: parts.connectionTimeoutMilliseconds },
      headersTimeout: parts.requestTimeoutMilliseconds,
      bodyTimeout: parts.requestTimeoutMilliseconds,
    });
    this.signer = new RequestSigner(parts.region);
    this.origin = parts.endpoint === undefined ? undefined : new URL(parts.endpoint).origin;
  }

  /**
   * @returns undefined when the call is none of the four, or has no plain answer
   * @throws the reason of the signal, when it was the caller who ended it
   */
  async answer(command: SqsCommand, signal?: AbortSignal): Promise<object | undefined> {
    const action = ACTIONS.get(command.constructor);
    if (action === undefined || !isPlain(command.input as BatchInput)) return undefined;
    try {
      return await this.call(action, command.input as BatchInput, signal);
    } catch {
      // Not lost: the SDK makes the call again, and says what is wrong if that fails, too.
      signal?.throwIfAborted();
      return undefined;
    }
  }

  /** Ends what is under way, as the SDK's own `destroy` does. */
  close(): void {
    void this.agent.destroy();
  }

  private async call(action: string, input: BatchInput, signal: AbortSignal | undefined): Promise<object | undefined> {
    const { credentials, now } = this.parts;
    const origin = this.origin ?? new URL(input.QueueUrl ?? '').origin;
    const host = origin.slice(origin.indexOf('//') + 2);
    const body = JSON.stringify(input);
    const request = { host, target: `AmazonSQS.${action}`, body, at: now() };
    const headers = this.signer.sign(request, await credentials());
    const { statusCode, text } = await wholeAnswer(
      this.agent,
      { origin, path: '/', method: 'POST', headers, body },
      signal,
    );
    return statusCode === 200 ? (JSON.parse(text) as object) : undefined;
  }
}

/** Attributes may hold bytes, which the protocol writes in a way of its own. No message of ours has any. */
function isPlain(input: BatchInput): boolean {
  const { Entries, MessageAttributeNames } = input;
  if (MessageAttributeNames !== undefined && MessageAttributeNames.length > 0) return false;
  return Entries === undefined || Entries.every(({ MessageAttributes }) => MessageAttributes === undefined);
}
