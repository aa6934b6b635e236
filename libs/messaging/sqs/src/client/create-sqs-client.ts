import { SQSClient } from '@aws-sdk/client-sqs';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { QuickCalls } from './quick-calls';
import { aroundSend } from './around-send';

export interface SqsClientOptions {
  readonly region: string;
  /** Address of an emulator. Absent for Amazon SQS, whose address follows from the region and the queue's URL. */
  readonly endpoint?: string | undefined;
  /** How often the SDK tries one call, once it comes to the SDK: see `QuickCalls`. */
  readonly maxAttempts: number;
  readonly connectionTimeoutMilliseconds: number;
  /** For one try of one call, from sending it to the answer. */
  readonly requestTimeoutMilliseconds: number;
  readonly maxSockets: number;
}

type Tuning = Omit<SqsClientOptions, 'region' | 'endpoint'>;

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

/** A client with bounded waiting. Credentials come from the SDK's default provider chain. */
export function createSqsClient(options: SqsClientOptions): SQSClient {
  const agent = { keepAlive: true, maxSockets: options.maxSockets };
  const client = new SQSClient({
    region: options.region,
    maxAttempts: options.maxAttempts,
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
  return withQuickCalls(client, options);
}

/** Tries the calls that messages travel by in the quick way first: it takes a sixth of the processor time of the SDK's. */
function withQuickCalls(client: SQSClient, options: SqsClientOptions): SQSClient {
  const { config } = client;
  const quick = new QuickCalls({
    ...options,
    credentials: config.credentials,
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
