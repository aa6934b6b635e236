import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  type QueueAttributeName,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { type DeliveryObserver, jitteredPause, type Randomness, type Timers } from '@decouple/messaging-core';
import { classifySqsFailure } from '../client/sqs-failure';
import type { SqsQueues } from './sqs-queues';

export interface SqsQueueProvisionerOptions {
  /** How long a message stays with a consumer that says nothing more about it. */
  readonly visibilityTimeoutSeconds: number;
  /**
   * After that many hand-overs SQS itself moves a message to the dead-letter queue. High on purpose: the application
   * keeps dead letters in its own store, and this is only the net under what crashes a process again and again.
   */
  readonly maxReceiveCount: number;
}

export const DEFAULT_PROVISIONER_OPTIONS: SqsQueueProvisionerOptions = {
  visibilityTimeoutSeconds: 30,
  maxReceiveCount: 100,
};

export interface SqsQueueProvisionerDeps {
  readonly client: Pick<SQSClient, 'send'>;
  readonly queues: SqsQueues;
  readonly timers: Timers;
  readonly randomness: Randomness;
  readonly observer: DeliveryObserver;
  readonly options?: SqsQueueProvisionerOptions;
}

const DAY_SECONDS = 86_400;
const RETENTION_SECONDS = 4 * DAY_SECONDS;
/** The age of a message goes on counting in the dead-letter queue: it must keep longer than the queue itself. */
const DEAD_LETTER_RETENTION_SECONDS = 14 * DAY_SECONDS;
const LONGEST_POLL_SECONDS = 20;
const BACKOFF = { baseSeconds: 0.5, capSeconds: 30 };

/** Creates the queues, each with its dead-letter queue, where the application is allowed to. Safe to repeat. */
export class SqsQueueProvisioner {
  private readonly stopping = new AbortController();
  private trying: Promise<void> | undefined;

  constructor(private readonly deps: SqsQueueProvisionerDeps) {}

  /**
   * Resolves when the queues exist, or when the first try has failed: then it goes on trying in the background, so that
   * the application starts while SQS is down. Never rejects.
   */
  async ensure(): Promise<void> {
    if (!(await this.createAll())) this.keepTrying(1);
  }

  /** Somebody met a queue that does not exist, such as after the restart of an emulator: creates them all again. */
  readonly recreate = (): void => this.keepTrying(0);

  /** Ends the trying; resolves when nothing is going on any more. */
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

  /** Creates the queue or finds it there, and answers its URL. One with other attributes is used as it is. */
  private async create(
    queue: string,
    name: string,
    attributes: Partial<Record<QueueAttributeName, string>>,
  ): Promise<string> {
    const { client, observer } = this.deps;
    try {
      const { QueueUrl } = await client.send(new CreateQueueCommand({ QueueName: name, Attributes: attributes }));
      return known(QueueUrl, `the URL of ${name}`);
    } catch (error) {
      if (classifySqsFailure(error).kind !== 'queue-differs') throw error;
      observer.observe({ kind: 'broker-trouble', queue, operation: 'create-queue', error });
      const { QueueUrl } = await client.send(new GetQueueUrlCommand({ QueueName: name }));
      return known(QueueUrl, `the URL of ${name}`);
    }
  }

  private async arnOf(url: string): Promise<string> {
    const { Attributes } = await this.deps.client.send(
      new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['QueueArn'] }),
    );
    return known(Attributes?.QueueArn, `the ARN of ${url}`);
  }
}

function known(value: string | undefined, what: string): string {
  if (value === undefined) throw new Error(`SQS did not answer ${what}.`);
  return value;
}
