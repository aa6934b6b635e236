import { bool, integer, matching, urlOf } from './environment';

type UrlVariable = ReturnType<ReturnType<typeof urlOf>>;

/** The URLs of one queue and of SQS's own dead-letter queue for it: `ORDERS_QUEUE_URL`, `ORDERS_DLQ_URL`. */
type QueueVariables = Readonly<Record<`${string}_${'QUEUE' | 'DLQ'}_URL`, UrlVariable>>;

/**
 * Environment variables of a service that uses SQS. Credentials come from the AWS chain (role, profile, variables).
 *
 * @param queues logical names in kebab case; `order-events` gives `ORDER_EVENTS_QUEUE_URL` and `ORDER_EVENTS_DLQ_URL`
 */
export const sqsVariables = (queues: readonly string[]) => ({
  AWS_REGION: matching(/^[a-z]{2}(?:-[a-z]+)+-\d$/, 'an AWS region such as "eu-central-1"')({ default: undefined }),
  SQS_ENDPOINT: urlOf('http:', 'https:')({ default: undefined }),
  SQS_CREATE_QUEUES: bool({ default: false }),
  ...queueVariables(queues),
  SQS_CONSUMER_LOOPS: integer(1, 64)({ default: 32 }),
  SQS_VISIBILITY_TIMEOUT_SECONDS: integer(2, 43_200)({ default: 30 }),
});

export interface SqsQueueSettings {
  /** Undefined if it follows from the endpoint. */
  readonly url: string | undefined;
  /** URL of SQS's own dead-letter queue. Undefined if it follows from the endpoint, or if there is none. */
  readonly deadLetterQueueUrl: string | undefined;
}

export interface SqsSettings {
  readonly region: string;
  /** Address of an SQS-compatible server; undefined for Amazon SQS. */
  readonly endpoint: string | undefined;
  readonly createQueues: boolean;
  /** By logical name. */
  readonly queues: Readonly<Record<string, SqsQueueSettings>>;
  /** Concurrent consumers of a queue; each handles one batch of at most ten messages. */
  readonly consumerLoops: number;
  readonly visibilityTimeoutSeconds: number;
}

interface Values {
  readonly AWS_REGION: string | undefined;
  readonly SQS_ENDPOINT: string | undefined;
  readonly SQS_CREATE_QUEUES: boolean;
  readonly SQS_CONSUMER_LOOPS: number;
  readonly SQS_VISIBILITY_TIMEOUT_SECONDS: number;
  readonly [queueVariable: `${string}_${'QUEUE' | 'DLQ'}_URL`]: string | undefined;
}

/** Rules between the variables. */
export function checkSqsVariables(values: Values, queues: readonly string[]): Record<string, string> {
  const problems: Record<string, string> = {};
  if (values.AWS_REGION === undefined) problems['AWS_REGION'] = 'is required but not set (such as eu-central-1)';
  for (const queue of queues) {
    const name = `${prefixOf(queue)}_QUEUE_URL` as const;
    if (values[name] === undefined && values.SQS_ENDPOINT === undefined) {
      problems[name] =
        'is required but not set; it may be left out only when SQS_ENDPOINT names an SQS-compatible server';
    }
  }
  return problems;
}

/** Call it only if `checkSqsVariables` has found nothing. */
export function sqsSettings(values: Values, queues: readonly string[]): SqsSettings {
  const settingsOf = (queue: string): SqsQueueSettings => ({
    url: values[`${prefixOf(queue)}_QUEUE_URL`],
    deadLetterQueueUrl: values[`${prefixOf(queue)}_DLQ_URL`],
  });
  return {
    region: values.AWS_REGION as string,
    endpoint: values.SQS_ENDPOINT,
    createQueues: values.SQS_CREATE_QUEUES,
    queues: Object.fromEntries(queues.map((queue) => [queue, settingsOf(queue)])),
    consumerLoops: values.SQS_CONSUMER_LOOPS,
    visibilityTimeoutSeconds: values.SQS_VISIBILITY_TIMEOUT_SECONDS,
  };
}

function queueVariables(queues: readonly string[]): QueueVariables {
  const url = urlOf('http:', 'https:')({ default: undefined });
  return Object.fromEntries(
    queues.flatMap((queue) => ['QUEUE', 'DLQ'].map((kind) => [`${prefixOf(queue)}_${kind}_URL`, url])),
  );
}

function prefixOf(queue: string): string {
  return queue.toUpperCase().replaceAll('-', '_');
}
