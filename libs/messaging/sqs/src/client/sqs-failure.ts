/** What a failed call to SQS means for whoever made it. */
export type SqsFailureKind =
  /** The queue is not there: an emulator lost it, or the deployment never made it. */
  | 'queue-missing'
  /** A queue of that name exists with other attributes. */
  | 'queue-differs'
  /** SQS objects to what was sent: the same call will never succeed. */
  | 'content'
  /** We cut the call off ourselves. */
  | 'aborted'
  /** Anything else: unreachable, overloaded, throttled, not permitted. The call says nothing about its content. */
  | 'unavailable';

export interface SqsFailure {
  readonly kind: SqsFailureKind;
  /** Code and message of the error; never a body. */
  readonly reason: string;
}

/**
 * Whole calls. `content` is short on purpose: what is refused for its content becomes a dead letter, and a wrong setting
 * (`InvalidParameterValue`, `InvalidAddress`) must not turn a whole outbox into dead letters.
 */
const CODES: Readonly<Record<string, SqsFailureKind>> = {
  QueueDoesNotExist: 'queue-missing',
  NonExistentQueue: 'queue-missing',
  QueueNameExists: 'queue-differs',
  QueueAlreadyExists: 'queue-differs',
  BatchRequestTooLong: 'content',
  InvalidMessageContents: 'content',
  AbortError: 'aborted',
};

/** The JSON protocol carries the codes of the older query protocol along: there they have this prefix. */
const QUERY_PREFIX = 'AWS.SimpleQueueService.';

/** Codes of single batch entries that blame the sender but mean "too much at once". */
const THROTTLING_CODES = ['RequestThrottled', 'ThrottlingException', 'OverLimit', 'KmsThrottled'];

/** Reads an error of the AWS SDK, of Node's network stack, or of sqs-consumer, which keeps the name in `code`. */
export function classifySqsFailure(error: unknown): SqsFailure {
  const codes = codesOf(error);
  const kind = codes.map((code) => CODES[code]).find((found) => found !== undefined) ?? 'unavailable';
  return { kind, reason: reasonOf(error, codes) };
}

export function isThrottlingCode(code: string | undefined): boolean {
  return code !== undefined && THROTTLING_CODES.some((known) => code.endsWith(known));
}

function codesOf(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  const { code, Code } = error as Error & { code?: unknown; Code?: unknown };
  return [code, error.name, Code]
    .filter((value): value is string => typeof value === 'string')
    .map((value) => (value.startsWith(QUERY_PREFIX) ? value.slice(QUERY_PREFIX.length) : value));
}

function reasonOf(error: unknown, codes: readonly string[]): string {
  if (!(error instanceof Error)) return String(error);
  // Several addresses of one host were tried: the message is empty, the single errors tell.
  const message = error instanceof AggregateError ? error.errors.map(String).join('; ') : error.message;
  const code = codes.find((candidate) => candidate !== 'Error' && !message.includes(candidate));
  return [code, message].filter((part) => part !== undefined && part !== '').join(': ');
}
