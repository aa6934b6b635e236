/** What a failure reported by SQS means for the caller. */
export type SqsFailureKind =
  /** SQS rejects the body of this message. The same message never succeeds. The only kind that may dead-letter it. */
  | 'content'
  /** The queue does not exist: an emulator lost it, or the deployment never created it. */
  | 'queue-missing'
  /** A queue of that name exists with other attributes. */
  | 'queue-differs'
  /** SQS refuses the caller: the credentials are unknown, expired or lack a permission. Other credentials may help. */
  | 'credentials'
  /** Too many requests, for this caller or for the queue. */
  | 'throttled'
  /** No response in time. SQS may have processed the request. */
  | 'timed-out'
  /** The caller aborted the call. */
  | 'aborted'
  /** Anything else: unreachable, failing, a wrong setting, a code that is not known here. Says nothing about the message. */
  | 'unavailable';

export interface SqsFailure {
  readonly kind: SqsFailureKind;
  /** Normalized code: the same for every protocol and server. For logs and for comparing failures. */
  readonly code: string;
  /** Code and message of the error; never a body. */
  readonly reason: string;
}

/**
 * The one table of SQS's error codes, for whole calls and for single entries of a batch, of every action. A code that is
 * not listed is `unavailable`: a wrong setting, a missing KMS permission or a code that SQS adds next year must not turn
 * an outbox into dead letters.
 *
 * `content` holds only codes about the body of one message. `SenderFault` is ignored on purpose: SQS sets it for missing
 * permissions, too.
 */
const CODES: ReadonlyMap<string, SqsFailureKind> = new Map<string, SqsFailureKind>([
  ...kindOf('content', ['InvalidMessageContents', 'BatchRequestTooLong', 'MessageTooLong']),
  ...kindOf('queue-missing', ['QueueDoesNotExist', 'NonExistentQueue']),
  ...kindOf('queue-differs', ['QueueNameExists', 'QueueAlreadyExists']),
  ...kindOf('credentials', [
    'AccessDenied',
    'AuthFailure',
    'AuthorizationError',
    'CredentialsProviderError',
    'ExpiredToken',
    'IncompleteSignature',
    'InvalidAccessKeyId',
    'InvalidClientTokenId',
    'InvalidSecurity',
    'InvalidSignature',
    'InvalidToken',
    'MissingAuthenticationToken',
    'NotAuthorized',
    'OptInRequired',
    'SignatureDoesNotMatch',
    'TokenRefreshRequired',
    'UnauthorizedOperation',
    'UnrecognizedClient',
  ]),
  ...kindOf('throttled', [
    'BandwidthLimitExceeded',
    'KmsThrottled',
    'KmsThrottling',
    'LimitExceeded',
    'OverLimit',
    'RequestLimitExceeded',
    'RequestThrottled',
    'SlowDown',
    'Throttled',
    'Throttling',
    'TooManyRequests',
  ]),
  ...kindOf('timed-out', [
    'TimeoutError',
    'RequestTimeout',
    'ETIMEDOUT',
    'ESOCKETTIMEDOUT',
    'UND_ERR_HEADERS_TIMEOUT',
    'UND_ERR_BODY_TIMEOUT',
    'UND_ERR_CONNECT_TIMEOUT',
  ]),
  ...kindOf('aborted', ['AbortError']),
]);

/**
 * Amazon and its emulators report a body that is too long under the code that also stands for any wrong setting; only the
 * message tells them apart ("Message must be shorter than 1048576 bytes").
 */
const AMBIGUOUS_CODES = ['InvalidParameterValue', 'InvalidAttributeValue', 'ValidationError', 'Validation'];
const TOO_LONG = /message must be shorter than \d+ bytes/i;

const FORBIDDEN = 403;
const TOO_MANY_REQUESTS = 429;

/**
 * Reads an error of `DirectSqsClient`, of Node's network stack, of one entry of a batch (`SqsBatchEntryError`), of the
 * credential chain, or of sqs-consumer, which keeps the name in `code`.
 */
export function classifySqsFailure(error: unknown): SqsFailure {
  const codes = codesOf(error);
  const message = error instanceof Error ? error.message : '';
  const kind = kindOfCodes(codes, message) ?? kindOfStatus(error) ?? 'unavailable';
  const code = codes.find((candidate) => candidate !== 'Error') ?? 'Error';
  return { kind, code, reason: reasonOf(error, codes) };
}

function kindOf(kind: SqsFailureKind, codes: readonly string[]): [string, SqsFailureKind][] {
  return codes.map((code) => [code, kind]);
}

function kindOfCodes(codes: readonly string[], message: string): SqsFailureKind | undefined {
  for (const code of codes) {
    const kind = CODES.get(code);
    if (kind !== undefined) return kind;
    if (AMBIGUOUS_CODES.includes(code) && TOO_LONG.test(message)) return 'content';
  }
  return undefined;
}

/** For codes that are not known here. */
function kindOfStatus(error: unknown): SqsFailureKind | undefined {
  const { $metadata, statusCode } = (error ?? {}) as {
    readonly $metadata?: { readonly httpStatusCode?: number };
    readonly statusCode?: unknown;
  };
  const status = $metadata?.httpStatusCode ?? statusCode;
  if (status === FORBIDDEN) return 'credentials';
  return status === TOO_MANY_REQUESTS ? 'throttled' : undefined;
}

function codesOf(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  const { code, Code } = error as Error & { code?: unknown; Code?: unknown };
  return [code, error.name, Code].filter((value): value is string => typeof value === 'string').map(normalizedCode);
}

/**
 * The protocols and servers decorate one code in many ways: `AWS.SimpleQueueService.OverLimit`,
 * `com.amazonaws.sqs#OverLimit`, `OverLimitException`, `KMS.ThrottlingException`.
 */
function normalizedCode(code: string): string {
  return code
    .replace(/^.*#/, '')
    .replace(/:.*$/, '')
    .replace(/^AWS\.SimpleQueueService\./, '')
    .replace(/^KMS\./i, 'Kms')
    .replace(/Exception$/, '');
}

function reasonOf(error: unknown, codes: readonly string[]): string {
  if (!(error instanceof Error)) return String(error);
  // Every address of a host failed: the message is empty, the errors inside say why.
  const message = error instanceof AggregateError ? error.errors.map(String).join('; ') : error.message;
  const code = codes.find((candidate) => candidate !== 'Error' && !message.includes(candidate));
  return [code, message].filter((part) => part !== undefined && part !== '').join(': ');
}
