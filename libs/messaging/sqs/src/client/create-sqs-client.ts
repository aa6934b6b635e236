import { SQSClient } from '@aws-sdk/client-sqs';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { aroundSend } from './around-send';
import { BudgetedRetryStrategy } from './budgeted-retry-strategy';
import { QuickCalls } from './quick-calls';
import { ReloadingCredentials } from './reloading-credentials';
import { RetryBudget } from './retry-budget';
import { classifySqsFailure } from './sqs-failure';

export interface SqsClientOptions {
  readonly region: string;
  /** Address of an emulator. Absent for Amazon SQS, whose address follows from the region and the queue's URL. */
  readonly endpoint?: string | undefined;
  /** Those of the AWS chain when absent; clients that share them reload them once. */
  readonly credentials?: ReloadingCredentials;
  /** How often the SDK tries one of the calls that are left to it (see `QuickCalls`), while the retry budget lasts. */
  readonly maxAttempts: number;
  readonly connectionTimeoutMilliseconds: number;
  /** For one try of one call, from sending it to the answer. */
  readonly requestTimeoutMilliseconds: number;
  readonly maxSockets: number;
}

type Tuning = Omit<SqsClientOptions, 'region' | 'endpoint' | 'credentials'>;

/** Gives up within seconds: whoever publishes has the message in an outbox and tries again. */
export const PUBLISHING_CLIENT: Tuning = {
  maxAttempts: 2,
  connectionTimeoutMilliseconds: 1_000,
  requestTimeoutMilliseconds: 5_000,
  maxSockets: 16,
};

/** A client of its own for consuming: each long poll holds a socket for up to 20 s, and answers no sooner. */
export const CONSUMING_CLIENT: Tuning = {
  maxAttempts: 1,
  connectionTimeoutMilliseconds: 1_000,
  requestTimeoutMilliseconds: 25_000,
  maxSockets: 64,
};

/**
 * A client with bounded waiting and one budget of retries. Refused credentials are read again from the AWS chain, and
 * the call is repeated when they have changed.
 */
export function createSqsClient(options: SqsClientOptions): SQSClient {
  const { credentials = ReloadingCredentials.ofAwsChain(options.region) } = options;
  const retries = new RetryBudget();
  const agent = { keepAlive: true, maxSockets: options.maxSockets };
  const client = new SQSClient({
    region: options.region,
    // `memoized` keeps the SDK from holding on to the first credentials itself.
    credentials: Object.assign(() => credentials.get(), { memoized: true }),
    maxAttempts: options.maxAttempts,
    retryStrategy: new BudgetedRetryStrategy(retries, options.maxAttempts),
    // TLS and TCP guard the bodies already; the checksum costs up to a fifth of the CPU time of a call.
    md5: false,
    // An emulator's queue URLs often name a host that does not resolve. In this SDK a set endpoint wins over them by
    // itself; said outright, because other versions call the host of the URL.
    ...(options.endpoint === undefined ? {} : { endpoint: options.endpoint, useQueueUrlAsEndpoint: false }),
    requestHandler: new NodeHttpHandler({
      connectionTimeout: options.connectionTimeoutMilliseconds,
      requestTimeout: options.requestTimeoutMilliseconds,
      // Without it a breach of the request timeout is a line in the log, and the call waits on.
      throwOnRequestTimeout: true,
      httpAgent: agent,
      httpsAgent: agent,
    }),
  });
  // It writes a copy of each request and answer for a log that nobody has set, at a twentieth of what a call costs.
  client.middlewareStack.remove('loggerMiddleware');
  return withReloading(withQuickCalls(client, options, credentials, retries), credentials);
}

/** Makes the calls that messages travel by in the quick way: it takes a sixth of the processor time of the SDK's. */
function withQuickCalls(
  client: SQSClient,
  options: SqsClientOptions,
  credentials: ReloadingCredentials,
  retries: RetryBudget,
): SQSClient {
  const { config } = client;
  const quick = new QuickCalls({
    ...options,
    credentials: credentials.get,
    retries,
    // What the SDK has learnt about our clock from answers that refused it.
    now: () => new Date(Date.now() + config.systemClockOffset),
  });
  const destroy = client.destroy.bind(client);
  client.destroy = () => {
    quick.close();
    destroy();
  };
  return aroundSend(client, async (command, sendOptions, send) => {
    const answer = await quick.answer(command, sendOptions?.abortSignal);
    return answer ?? send();
  });
}

/** For the direct calls and the SDK's alike: a refused call had no effect, and is repeated once with new credentials. */
function withReloading(client: SQSClient, credentials: ReloadingCredentials): SQSClient {
  return aroundSend(client, async (_command, sendOptions, send) => {
    const { generation } = credentials;
    try {
      return await send();
    } catch (error) {
      if (classifySqsFailure(error).kind !== 'credentials') throw error;
      const changed = await credentials.refused(generation);
      if (!changed || sendOptions?.abortSignal?.aborted === true) throw error;
      return send();
    }
  });
}
