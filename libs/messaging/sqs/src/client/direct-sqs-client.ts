import type { Clock } from '@decouple/messaging-core';
import type { SignatureV4 } from '@smithy/signature-v4';
import { Agent } from 'undici';
import { type HttpResponse, sendRequest } from './http-request';
import { PatientTimeout } from './patient-timeout';
import type { ReloadingCredentials } from './reloading-credentials';
import { RetryBudget } from './retry-budget';
import { createSigner } from './signer';
import { classifySqsFailure } from './sqs-failure';
import { SqsResponseError } from './sqs-response.error';
import type { SqsOperation, SqsOperations, SqsTransport } from './sqs-transport';

export interface SqsClientLimits {
  readonly connectionTimeoutMilliseconds: number;
  /** From sending a request to its response. */
  readonly requestTimeoutMilliseconds: number;
  readonly maxSockets: number;
}

export interface DirectSqsClientDeps extends SqsClientLimits {
  readonly region: string;
  /** Address of an SQS-compatible server, for every call. Without it, a call goes to the host of its queue's URL. */
  readonly endpoint?: string | undefined;
  /** Without an endpoint: any URL of the SQS that `CreateQueue` and `GetQueueUrl` are for. */
  readonly anyQueueUrl?: string | undefined;
  /** Clients that share them reload them once. */
  readonly credentials: ReloadingCredentials;
  readonly clock: Clock;
}

/** Fails within seconds: the outbox keeps the message and the relay sends it again. */
export const PUBLISHING_LIMITS: SqsClientLimits = {
  connectionTimeoutMilliseconds: 1_000,
  requestTimeoutMilliseconds: 5_000,
  maxSockets: 16,
};

/** Each long poll occupies a socket for up to 20 s, so consuming needs a client of its own. */
export const CONSUMING_LIMITS: SqsClientLimits = {
  connectionTimeoutMilliseconds: 1_000,
  requestTimeoutMilliseconds: 25_000,
  maxSockets: 64,
};

/** A broken connection, such as one that SQS closed while it was idle. The request may be repeated at once on another one. */
const BROKEN_CONNECTION = ['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'];

/** Operations that carry no messages. They are idempotent and rare, so a failure of the server is worth one repetition. */
const MANAGEMENT: readonly SqsOperation[] = ['CreateQueue', 'GetQueueAttributes', 'GetQueueUrl'];

/** SQS refuses a signature that is older than 15 minutes; clocks that differ by less than this are left alone. */
const CLOCK_SKEW_MILLISECONDS = 300_000;

/** The call timed out. Named as the AWS SDK names it. */
class SqsTimeoutError extends Error {
  override readonly name = 'TimeoutError';
}

/**
 * Calls SQS in its JSON protocol over undici. A call of the AWS SDK takes 5 times the CPU time (docs/performance-notes.md).
 *
 * A call is tried once. It is repeated once if nothing can have happened twice and the repetition can help: after a broken
 * connection while the retry budget lasts, and after a refused signature if the credentials or the clock have changed.
 */
export class DirectSqsClient implements SqsTransport {
  private readonly agent: Agent;
  private readonly signer: SignatureV4;
  private readonly endpoint: URL | undefined;
  private readonly retries = new RetryBudget();
  private readonly timeouts = new Map<SqsOperation, PatientTimeout>();
  /** How far the clock of SQS is ahead of ours. */
  private clockOffsetMilliseconds = 0;

  constructor(private readonly deps: DirectSqsClientDeps) {
    const { connectionTimeoutMilliseconds, credentials, endpoint, maxSockets, region } = deps;
    this.agent = new Agent({ connections: maxSockets, connect: { timeout: connectionTimeoutMilliseconds } });
    this.endpoint = endpoint === undefined ? undefined : new URL(endpoint);
    this.signer = createSigner(region, credentials.get);
  }

  async send<O extends SqsOperation>(
    operation: O,
    input: SqsOperations[O][0],
    signal?: AbortSignal,
  ): Promise<SqsOperations[O][1]> {
    const { generation } = this.deps.credentials;
    try {
      return await this.call(operation, input, signal);
    } catch (error) {
      signal?.throwIfAborted();
      if (!(await this.mayRepeat(operation, error, generation))) throw error;
      signal?.throwIfAborted();
    }
    return this.call(operation, input, signal);
  }

  close(): void {
    void this.agent.destroy();
  }

  private async mayRepeat(operation: SqsOperation, error: unknown, generation: number): Promise<boolean> {
    const { code, kind } = classifySqsFailure(error);
    if (kind === 'credentials') return this.correctClock(error) || this.deps.credentials.refused(generation);
    const transient = BROKEN_CONNECTION.includes(code) || (MANAGEMENT.includes(operation) && isServerError(error));
    return transient && this.retries.withdraw();
  }

  /** @returns whether the response shows that our clock is wrong */
  private correctClock(error: unknown): boolean {
    const serverTime = error instanceof SqsResponseError ? error.serverTimeMilliseconds : undefined;
    if (serverTime === undefined) return false;
    const ourTime = this.deps.clock.now().getTime();
    const offset = serverTime - ourTime;
    if (Math.abs(offset - this.clockOffsetMilliseconds) < CLOCK_SKEW_MILLISECONDS) return false;
    this.clockOffsetMilliseconds = offset;
    return true;
  }

  private async call(operation: SqsOperation, input: object, signal: AbortSignal | undefined): Promise<object> {
    const url =
      this.endpoint ?? new URL((input as { readonly QueueUrl?: string }).QueueUrl ?? this.deps.anyQueueUrl ?? '');
    const request = {
      method: 'POST',
      protocol: url.protocol,
      hostname: url.hostname,
      path: '/',
      query: {},
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        host: url.host,
        'x-amz-target': `AmazonSQS.${operation}`,
      },
      body: JSON.stringify(input),
    };
    const signingDate = new Date(this.deps.clock.now().getTime() + this.clockOffsetMilliseconds);
    const { headers } = await this.signer.sign(request, { signingDate });
    const response = await this.request(operation, url.origin, headers, request.body, signal);
    if (response.statusCode !== 200) throw SqsResponseError.of(response);
    this.retries.refund();
    return JSON.parse(response.text) as object;
  }

  private async request(
    operation: SqsOperation,
    origin: string,
    headers: Record<string, string>,
    body: string,
    signal: AbortSignal | undefined,
  ): Promise<HttpResponse> {
    const timeout = this.timeoutOf(operation);
    const { milliseconds } = timeout;
    const bounds = { headersTimeout: milliseconds, bodyTimeout: milliseconds };
    const sentAt = performance.now();
    try {
      const options = { origin, path: '/', method: 'POST', headers, body, ...bounds } as const;
      const response = await sendRequest(this.agent, options, signal);
      timeout.answeredAfter(performance.now() - sentAt);
      return response;
    } catch (error) {
      const { code, kind } = classifySqsFailure(error);
      // Without a connection nothing was sent, and a longer timeout does not help.
      if (kind !== 'timed-out' || code === 'UND_ERR_CONNECT_TIMEOUT') throw error;
      timeout.expired();
      const text = `SQS did not answer ${operation} within ${milliseconds / 1_000} s; it may have done it all the same.`;
      throw new SqsTimeoutError(text, { cause: error });
    }
  }

  private timeoutOf(operation: SqsOperation): PatientTimeout {
    const known = this.timeouts.get(operation);
    if (known !== undefined) return known;
    const timeout = new PatientTimeout(this.deps.requestTimeoutMilliseconds);
    this.timeouts.set(operation, timeout);
    return timeout;
  }
}

function isServerError(error: unknown): boolean {
  return error instanceof SqsResponseError && error.$metadata.httpStatusCode >= 500;
}
