import type { QueueAttributeName } from '@aws-sdk/client-sqs';
import { type DeliveryObserver, jitteredPause, type Randomness, type Timers } from '@decouple/messaging-core';
import { classifySqsFailure } from '../client/sqs-failure';
import type { SqsTransport } from '../client/sqs-transport';
import type { SqsQueues } from './sqs-queues';

export interface SqsQueueProvisionerOptions {
  /** How long a message stays invisible if its consumer does not extend it. */
  readonly visibilityTimeoutSeconds: number;
  /**
   * SQS moves a message to its dead-letter queue after this many receives. High on purpose: the application keeps dead
   * letters in its own store; this catches only messages that repeatedly crash the consumer.
   */
  readonly maxReceiveCount: number;
}

export const DEFAULT_PROVISIONER_OPTIONS: SqsQueueProvisionerOptions = {
  visibilityTimeoutSeconds: 30,
  maxReceiveCount: 100,
};

export interface SqsQueueProvisionerDeps {
  readonly transport: SqsTransport;
  readonly queues: SqsQueues;
  readonly timers: Timers;
  readonly randomness: Randomness;
  readonly observer: DeliveryObserver;
  readonly options?: SqsQueueProvisionerOptions;
}

const DAY_SECONDS = 86_400;
const RETENTION_SECONDS = 4 * DAY_SECONDS;
/** The age of a message includes its time in the queue, so the dead-letter queue must keep messages longer. */
const DEAD_LETTER_RETENTION_SECONDS = 14 * DAY_SECONDS;
const LONGEST_POLL_SECONDS = 20;
const BACKOFF = { baseSeconds: 0.5, capSeconds: 30 };

/** Creates the queues, each with its dead-letter queue. Safe to repeat. */
export class SqsQueueProvisioner {
  private readonly stopping = new AbortController();
  private trying: Promise<void> | undefined;

  constructor(private readonly deps: SqsQueueProvisionerDeps) {}

  /**
   * Resolves when the queues exist or the first try has failed. It then continues in the background, so that the
   * application starts while SQS is down. Never rejects.
   */
  async ensure(): Promise<void> {
    if (!(await this.createAll())) this.keepTrying(1);
  }

  /** Creates all queues again when a call has found one missing, such as after the restart of an emulator. */
  readonly recreate = (): void => this.keepTrying(0);

  /** Stops trying. Resolves when no call is in flight. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.trying;
  }

  private keepTrying(failures: number): void {
    this.trying ??= this.tryUntilDone(failures).finally(() => {
      this.trying = undefined;
    });
  }

  private async tryUntilDone(failuresSoFar: number): Promise<void> {
    const { randomness, timers } = this.deps;
    const { signal } = this.stopping;
    for (let failures = failuresSoFar; !signal.aborted; failures += 1) {
      if (failures > 0) await timers.sleep(jitteredPause(BACKOFF, failures, randomness), signal);
      if (signal.aborted || (await this.createAll())) return;
    }
  }

  private async createAll(): Promise<boolean> {
    const results = await Promise.all(this.deps.queues.names().map(({ queue, name }) => this.createOne(queue, name)));
    return results.every(Boolean);
  }

  private async createOne(queue: string, name: string): Promise<boolean> {
    const { maxReceiveCount, visibilityTimeoutSeconds } = this.deps.options ?? DEFAULT_PROVISIONER_OPTIONS;
    try {
      const deadLetterUrl = await this.create(queue, `${name}-dlq`, {
        MessageRetentionPeriod: String(DEAD_LETTER_RETENTION_SECONDS),
      });
      const deadLetterTargetArn = await this.arnOf(deadLetterUrl);
      await this.create(queue, name, {
        VisibilityTimeout: String(visibilityTimeoutSeconds),
        ReceiveMessageWaitTimeSeconds: String(LONGEST_POLL_SECONDS),
        MessageRetentionPeriod: String(RETENTION_SECONDS),
        RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount }),
      });
      return true;
    } catch (error) {
      this.deps.observer.observe({ kind: 'broker-trouble', queue, operation: 'create-queue', error });
      return false;
    }
  }

  /** Creates the queue unless it exists, and returns its URL. A queue with other attributes is used as it is. */
  private async create(
    queue: string,
    name: string,
    attributes: Partial<Record<QueueAttributeName, string>>,
  ): Promise<string> {
    const { observer, transport } = this.deps;
    try {
      const { QueueUrl } = await transport.send('CreateQueue', { QueueName: name, Attributes: attributes });
      return known(QueueUrl, `the URL of ${name}`);
    } catch (error) {
      if (classifySqsFailure(error).kind !== 'queue-differs') throw error;
      observer.observe({ kind: 'broker-trouble', queue, operation: 'create-queue', error });
      const { QueueUrl } = await transport.send('GetQueueUrl', { QueueName: name });
      return known(QueueUrl, `the URL of ${name}`);
    }
  }

  private async arnOf(url: string): Promise<string> {
    const { Attributes } = await this.deps.transport.send('GetQueueAttributes', {
      QueueUrl: url,
      AttributeNames: ['QueueArn'],
    });
    return known(Attributes?.QueueArn, `the ARN of ${url}`);
  }
}

function known(value: string | undefined, what: string): string {
  if (value === undefined) throw new Error(`SQS did not return ${what}.`);
  return value;
}
