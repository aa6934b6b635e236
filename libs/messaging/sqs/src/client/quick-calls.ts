import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
} from '@aws-sdk/client-sqs';
import { Agent } from 'undici';
import { PatientTimeout } from './patient-timeout';
import { RequestSigner, type SigningCredentials } from './request-signer';
import type { RetryBudget } from './retry-budget';
import { SqsAnswerError } from './sqs-answer.error';
import { classifySqsFailure } from './sqs-failure';
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

export interface QuickCallsDeps {
  readonly region: string;
  /** The address to call; that of the queue's URL when absent. */
  readonly endpoint?: string | undefined;
  readonly connectionTimeoutMilliseconds: number;
  readonly requestTimeoutMilliseconds: number;
  readonly maxSockets: number;
  readonly credentials: () => Promise<SigningCredentials>;
  /** Shared with the SDK's calls of the same client. */
  readonly retries: RetryBudget;
  /** Now, as the service sees it. */
  readonly now: () => Date;
}

/** A call gave up waiting. Named as the SDK names it. */
class SqsTimeoutError extends Error {
  override readonly name = 'TimeoutError';
}

/** The connection broke, such as one that SQS closed while it was idle. The request may be made again at once, on another one. */
const BROKEN_CONNECTION = ['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'];

/**
 * The four calls that messages travel by, straight in SQS's JSON protocol: signed, sent, read. What fails is thrown in
 * the shape of the SDK's errors and left to the caller, who backs off. Only a connection that broke is tried once more,
 * while the retry budget lasts. A refused signature is left to the SDK, which corrects our clock by the answer.
 */
export class QuickCalls {
  private readonly agent: Agent;
  private readonly signer: RequestSigner;
  private readonly origin: string | undefined;
  private readonly timeouts: ReadonlyMap<string, PatientTimeout>;

  constructor(private readonly deps: QuickCallsDeps) {
    this.agent = new Agent({
      connections: deps.maxSockets,
      connect: { timeout: deps.connectionTimeoutMilliseconds },
    });
    this.signer = new RequestSigner(deps.region);
    this.origin = deps.endpoint === undefined ? undefined : new URL(deps.endpoint).origin;
    this.timeouts = new Map(
      [...ACTIONS.values()].map((action) => [action, new PatientTimeout(deps.requestTimeoutMilliseconds)]),
    );
  }

  /**
   * @returns undefined when the SDK is to make the call: it is none of the four, or SQS refused the signature
   * @throws the reason of the signal, when it was the caller who ended it; SqsAnswerError; an error named `TimeoutError`;
   * what the network said
   */
  async answer(command: SqsCommand, signal?: AbortSignal): Promise<object | undefined> {
    const action = ACTIONS.get(command.constructor);
    if (action === undefined || !isPlain(command.input as BatchInput)) return undefined;
    const input = command.input as BatchInput;
    try {
      return await this.call(action, input, signal);
    } catch (error) {
      signal?.throwIfAborted();
      const { code, kind } = classifySqsFailure(error);
      if (kind === 'credentials') return undefined;
      if (!BROKEN_CONNECTION.includes(code) || !this.deps.retries.withdraw()) throw error;
    }
    return this.call(action, input, signal);
  }

  /** Ends what is under way, as the SDK's own `destroy` does. */
  close(): void {
    void this.agent.destroy();
  }

  private async call(action: string, input: BatchInput, signal: AbortSignal | undefined): Promise<object> {
    const { credentials, now, retries } = this.deps;
    const origin = this.origin ?? new URL(input.QueueUrl ?? '').origin;
    const host = origin.slice(origin.indexOf('//') + 2);
    const body = JSON.stringify(input);
    const request = { host, target: `AmazonSQS.${action}`, body, at: now() };
    const headers = this.signer.sign(request, await credentials());
    const { requestId, statusCode, text } = await this.send(action, origin, headers, body, signal);
    if (statusCode !== 200) throw SqsAnswerError.of(statusCode, text, requestId);
    retries.refund();
    return JSON.parse(text) as object;
  }

  private async send(
    action: string,
    origin: string,
    headers: Record<string, string>,
    body: string,
    signal: AbortSignal | undefined,
  ): ReturnType<typeof wholeAnswer> {
    const timeout = this.timeouts.get(action) as PatientTimeout;
    const { milliseconds } = timeout;
    const bounds = { headersTimeout: milliseconds, bodyTimeout: milliseconds };
    const sentAt = performance.now();
    try {
      const answer = await wholeAnswer(
        this.agent,
        { origin, path: '/', method: 'POST', headers, body, ...bounds },
        signal,
      );
      timeout.answeredAfter(performance.now() - sentAt);
      return answer;
    } catch (error) {
      const { code, kind } = classifySqsFailure(error);
      // Without a connection nothing was sent, and waiting longer for an answer is no help.
      if (kind !== 'timed-out' || code === 'UND_ERR_CONNECT_TIMEOUT') throw error;
      timeout.expired();
      const text = `SQS did not answer ${action} within ${milliseconds / 1_000} s; it may have done it all the same.`;
      throw new SqsTimeoutError(text, { cause: error });
    }
  }
}

/** Attributes may hold bytes, which the protocol writes in a way of its own. No message of ours has any. */
function isPlain(input: BatchInput): boolean {
  const { Entries, MessageAttributeNames } = input;
  if (MessageAttributeNames !== undefined && MessageAttributeNames.length > 0) return false;
  return Entries === undefined || Entries.every(({ MessageAttributes }) => MessageAttributes === undefined);
}
