import type { SQSClient } from '@aws-sdk/client-sqs';
import type {
  BatchHandler,
  DeliveryObserver,
  MessageSource,
  MonotonicClock,
  Randomness,
  SourceHealth,
  Timers,
} from '@decouple/messaging-core';
import type { SqsModule } from '@ssut/nestjs-sqs';
import type { Consumer } from 'sqs-consumer';
import type { SqsQueues } from '../queues/sqs-queues';
import { BatchSettlement } from './batch-settlement';
import { ConsumerLoop } from './consumer-loop';
import { watchDeletions } from './failed-deletions';
import { MessageVisibility } from './message-visibility';
import { AdaptivePollLimiter } from './adaptive-poll-limiter';
import { PollBackoff } from './poll-backoff';
import { PollTrouble } from './poll-trouble';

export interface SqsMessageSourceOptions {
  /**
   * Consumers that work side by side: one that is at a slow message does not keep the others from pulling. How many of
   * them poll at the same moment follows the demand.
   */
  readonly loops: number;
  /** Messages a poll asks for, 1 to 10. */
  readonly batchSize: number;
  /** How long a message stays with a consumer that dies; a living one extends it. */
  readonly visibilityTimeoutSeconds: number;
  /** How long a poll waits for a message, 1 to 20 s. */
  readonly waitTimeSeconds: number;
}

export const DEFAULT_SQS_SOURCE_OPTIONS: SqsMessageSourceOptions = {
  // What they have in hand at the same moment is written as one group: with 16 loops groups were half as large, and a
  // payment cost the database a quarter more.
  loops: 32,
  batchSize: 10,
  visibilityTimeoutSeconds: 30,
  waitTimeSeconds: 20,
};

/**
 * SQS notices the abort of a long poll only when it sees the closed connection. Until then it can hand a message to that
 * poll, which hides the message for a whole visibility timeout.
 */
const ABORTED_POLL_EXPIRY_MILLISECONDS = 250;

export interface SqsMessageSourceDeps {
  /** Logical name of the queue. */
  readonly queue: string;
  /** For consuming alone: long polls hold its sockets. */
  readonly client: SQSClient;
  readonly queues: SqsQueues;
  readonly monotonic: MonotonicClock;
  readonly timers: Timers;
  readonly randomness: Randomness;
  readonly observer: DeliveryObserver;
  readonly options?: SqsMessageSourceOptions;
  /** Called when a poll finds that the queue does not exist. */
  readonly onQueueMissing?: (queue: string) => void;
}

type ConsumerOptions = NonNullable<Parameters<typeof SqsModule.register>[0]['consumers']>[number];

/**
 * Pulls one queue of SQS through @ssut/nestjs-sqs. The module `SqsSourceModule` must be part of the application: it
 * gives this source its consumers.
 */
export class SqsMessageSource implements MessageSource {
  readonly queue: string;
  readonly loops: readonly ConsumerLoop[];
  private readonly options: SqsMessageSourceOptions;
  private readonly url: string;
  private readonly stopping = new AbortController();
  private readonly demand: AdaptivePollLimiter;
  private readonly trouble: PollTrouble;
  private readonly aborting = new AbortController();
  private readonly opened: Promise<void>;
  private open!: () => void;
  private handler: BatchHandler | undefined;
  private attached = false;
  private stopped: Promise<void> | undefined;
  /** Timestamp of the monotonic clock. */
  private pollsAbortedAt: number | undefined;

  /** @throws Error when the queue is not configured */
  constructor(private readonly deps: SqsMessageSourceDeps) {
    this.queue = deps.queue;
    this.options = deps.options ?? DEFAULT_SQS_SOURCE_OPTIONS;
    const url = deps.queues.urlOf(deps.queue);
    if (url === undefined) throw new Error(`Queue "${deps.queue}" is not configured.`);
    this.url = url;
    this.opened = new Promise((resolve) => {
      this.open = resolve;
    });
    this.demand = new AdaptivePollLimiter(this.options.loops, this.stopping.signal);
    this.trouble = new PollTrouble(deps.randomness);
    watchDeletions(deps.client, { queue: this.queue, url, trouble: this.trouble, observer: deps.observer });
    this.loops = loopNames(this.queue, this.options.loops).map((name) => this.createLoop(name));
  }

  async start(handle: BatchHandler): Promise<void> {
    if (this.handler !== undefined) throw new Error(`The source of queue "${this.queue}" runs already.`);
    if (this.stopping.signal.aborted) throw new Error(`The source of queue "${this.queue}" was stopped.`);
    if (!this.attached) {
      throw new Error(
        `The source of queue "${this.queue}" has no consumers: import SqsSourceModule, and initialize the application first.`,
      );
    }
    this.handler = handle;
    this.open();
  }

  stop(graceMilliseconds: number): Promise<void> {
    this.stopped ??= this.drain(graceMilliseconds);
    return this.stopped;
  }

  health(): SourceHealth {
    const now = this.deps.monotonic.milliseconds();
    const polls = this.loops.flatMap(({ lastPollAt }) => ageOf(lastPollAt, now));
    const batches = this.loops.flatMap(({ batchStartedAt }) => ageOf(batchStartedAt, now));
    const { pollsFailSince } = this.trouble;
    return {
      lastPollAgeMilliseconds: polls.length === 0 ? undefined : Math.min(...polls),
      oldestBatchAgeMilliseconds: batches.length === 0 ? undefined : Math.max(...batches),
      pollsFailingForMilliseconds: pollsFailSince === undefined ? undefined : now - pollsFailSince,
    };
  }

  /** The first half of `stop`: nothing more is pulled, batches in hand go on. */
  stopPolling(): void {
    if (this.stopping.signal.aborted) return;
    this.stopping.abort();
    this.open();
    for (const loop of this.loops) loop.stopPolling();
    this.pollsAbortedAt = this.deps.monotonic.milliseconds();
  }

  /** What @ssut/nestjs-sqs needs to know. */
  consumerOptions(): ConsumerOptions[] {
    return this.loops.map((loop) => ({
      name: loop.name,
      queueUrl: this.url,
      sqs: this.deps.client,
      batchSize: this.options.batchSize,
      waitTimeSeconds: this.options.waitTimeSeconds,
      visibilityTimeout: this.options.visibilityTimeoutSeconds,
      messageSystemAttributeNames: ['ApproximateReceiveCount'],
      preReceiveMessageCallback: () => loop.beforePoll(),
      postReceiveMessageCallback: () => loop.afterPoll(),
      // The gate decides how long to wait after an error; the library would add ten seconds to some of them.
      authenticationErrorTimeout: 0,
    }));
  }

  /** @throws Error naming the loops that @ssut/nestjs-sqs made no consumer for: it only warns, and nothing is pulled */
  attach(consumerOf: (loopName: string) => Consumer | undefined): void {
    const missing = this.loops.filter((loop) => {
      const consumer = consumerOf(loop.name);
      if (consumer !== undefined) loop.attach(consumer);
      return consumer === undefined;
    });
    if (missing.length > 0) throw new Error(`No SQS consumer for ${missing.map(({ name }) => name).join(', ')}.`);
    this.attached = true;
  }

  private async drain(graceMilliseconds: number): Promise<void> {
    this.stopPolling();
    const drained = new AbortController();
    const grace = this.deps.timers.sleep(graceMilliseconds, drained.signal).then(() => this.aborting.abort());
    await Promise.all(this.loops.map((loop) => loop.finished()));
    drained.abort();
    await grace;
  }

  private async abortedPollsExpired(): Promise<void> {
    if (this.pollsAbortedAt === undefined) return;
    const elapsed = this.deps.monotonic.milliseconds() - this.pollsAbortedAt;
    const rest = ABORTED_POLL_EXPIRY_MILLISECONDS - elapsed;
    if (rest > 0) await this.deps.timers.sleep(rest);
  }

  private createLoop(name: string): ConsumerLoop {
    const { client, monotonic, observer, onQueueMissing, timers } = this.deps;
    const { queue } = this;
    const { batchSize, visibilityTimeoutSeconds } = this.options;
    const visibility = new MessageVisibility(client, queue, this.url, observer);
    return new ConsumerLoop(name, {
      queue,
      batchSize,
      gate: new PollBackoff({
        opened: this.opened,
        demand: this.demand,
        trouble: this.trouble,
        stopping: this.stopping.signal,
        monotonic,
        timers,
      }),
      settlement: new BatchSettlement({
        queue,
        visibilityTimeoutSeconds,
        visibility,
        timers,
        observer,
        abortedPollsExpired: () => this.abortedPollsExpired(),
      }),
      handler: () => this.requireHandler(),
      stopping: this.stopping.signal,
      aborting: this.aborting.signal,
      monotonic,
      observer,
      onQueueMissing,
    });
  }

  private requireHandler(): BatchHandler {
    if (this.handler === undefined) throw new Error('Polled before the start: the gate must be broken.');
    return this.handler;
  }
}

/** Each consumer of @ssut/nestjs-sqs needs a name of its own; two with one name are one, in silence. */
export function loopNames(queue: string, loops: number): string[] {
  return Array.from({ length: loops }, (_, index) => `${queue}#${index + 1}`);
}

function ageOf(moment: number | undefined, now: number): number[] {
  return moment === undefined ? [] : [now - moment];
}
