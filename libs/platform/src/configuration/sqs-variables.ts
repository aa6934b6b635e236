import type { CleanedEnv } from 'envalid';
import { bool, integer, matching, urlOf } from './environment';

/** Environment variables of a service that talks to SQS. Credentials come from the AWS chain (role, profile, variables). */
export const sqsVariables = {
  AWS_REGION: matching(/^[a-z]{2}(?:-[a-z]+)+-\d$/, 'an AWS region such as "eu-central-1"')({ default: undefined }),
  SQS_ENDPOINT: urlOf('http:', 'https:')({ default: undefined }),
  SQS_CREATE_QUEUES: bool({ default: false }),
  SALES_QUEUE_URL: urlOf('http:', 'https:')({ default: undefined }),
  PAYMENT_STATUS_QUEUE_URL: urlOf('http:', 'https:')({ default: undefined }),
  SALES_DLQ_URL: urlOf('http:', 'https:')({ default: undefined }),
  PAYMENT_STATUS_DLQ_URL: urlOf('http:', 'https:')({ default: undefined }),
  SQS_CONSUMER_LOOPS: integer(1, 64)({ default: 32 }),
  SQS_VISIBILITY_TIMEOUT_SECONDS: integer(2, 43_200)({ default: 30 }),
};

export interface SqsSettings {
  readonly region: string;
  /** Address of an SQS-compatible server; undefined for Amazon SQS itself. */
  readonly endpoint: string | undefined;
  readonly createQueues: boolean;
  /** By logical name; undefined when the address follows from the endpoint. */
  readonly queueUrls: { readonly sales: string | undefined; readonly 'payment-status': string | undefined };
  /** SQS's own dead-letter queues by the logical name of their queue; undefined follows from the endpoint, if there is one. */
  readonly deadLetterQueueUrls?: { readonly sales: string | undefined; readonly 'payment-status': string | undefined };
  /** Poll loops per queue; each has one batch of ten in hand at most. */
  readonly consumerLoops: number;
  readonly visibilityTimeoutSeconds: number;
}

type Values = CleanedEnv<typeof sqsVariables>;

/** Rules between the variables. */
export function checkSqsVariables(values: Values): Record<string, string> {
  const problems: Record<string, string> = {};
  if (values.AWS_REGION === undefined) problems['AWS_REGION'] = 'is required but not set (such as eu-central-1)';
  for (const name of ['SALES_QUEUE_URL', 'PAYMENT_STATUS_QUEUE_URL'] as const) {
    if (values[name] === undefined && values.SQS_ENDPOINT === undefined) {
      problems[name] =
        'is required but not set; it may be left out only when SQS_ENDPOINT names an SQS-compatible server';
    }
  }
  return problems;
}

/** Call it only when `checkSqsVariables` has found nothing. */
export function sqsSettings(values: Values): SqsSettings {
  return {
    region: values.AWS_REGION as string,
    endpoint: values.SQS_ENDPOINT,
    createQueues: values.SQS_CREATE_QUEUES,
    queueUrls: { sales: values.SALES_QUEUE_URL, 'payment-status': values.PAYMENT_STATUS_QUEUE_URL },
    deadLetterQueueUrls: { sales: values.SALES_DLQ_URL, 'payment-status': values.PAYMENT_STATUS_DLQ_URL },
    consumerLoops: values.SQS_CONSUMER_LOOPS,
    visibilityTimeoutSeconds: values.SQS_VISIBILITY_TIMEOUT_SECONDS,
  };
}
