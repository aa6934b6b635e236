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
import type { SqsTransport } from '../client/sqs-transport';
import { AdaptivePollLimiter } from '../consuming/adaptive-poll-limiter';
import { BatchSettlement } from '../consuming/batch-settlement';
import { MessageVisibility } from '../consuming/message-visibility';
import { PollBackoff } from '../consuming/poll-backoff';
import type { SqsQueues } from '../queues/sqs-queues';
import { consumerClient } from './consumer-client';
import { ConsumerLoop } from './consumer-loop';

export interface SqsMessageSourceOptions {
  /** Concurrent consumers: a slow message occupies one of them. The limiter decides how many of them poll. */
  readonly loops: number;
  /** Messages that a poll asks for, 1 to 10. */
  readonly batchSize: number;
  /** How long a message stays invisible if its consumer dies. A running consumer extends it. */
  readonly visibilityTimeoutSeconds: number;
  /** How long a poll waits for a message, 1 to 20 s. */
  readonly waitTimeSeconds: number;
}

export const DEFAULT_SQS_SOURCE_OPTIONS: SqsMessageSourceOptions = {
  // The batches in flight are written as one group. With 16 loops, groups are half as large and a message costs the
  // database 25 % more.
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
  /** Used for consuming only: long polls occupy its sockets. */
  readonly transport: SqsTransport;
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

/** Reads one queue through @ssut/nestjs-sqs. The application must import `SqsSourceModule`, which provides the consumers. */
export class SqsMessageSource implements MessageSource {
  readonly queue: string;
  readonly loops: readonly ConsumerLoop[];
  private readonly options: SqsMessageSourceOptions;
  private readonly url: string;
  private readonly stopping = new AbortController();
  private readonly aborting = new AbortController();
  private readonly backoff: PollBackoff;
  private readonly settlement: BatchSettlement;
  private open!: () => void;
  private handler: BatchHandler | undefined;
  private attached = false;
  private stopped: Promise<void> | undefined;
  /** Timestamp of the monotonic clock. */
  private pollsAbortedAt: number | undefined;

  /** @throws Error if the queue is not configured */
  constructor(private readonly deps: SqsMessageSourceDeps) {
    const { observer, options = DEFAULT_SQS_SOURCE_OPTIONS, queue, queues, timers, transport } = deps;
    const url = queues.urlOf(queue);
    if (url === undefined) throw new Error(`Queue "${queue}" is not configured.`);
    this.queue = queue;
    this.options = options;
    this.url = url;
    const opened = new Promise<void>((resolve) => {
      this.open = resolve;
    });
    const stopping = this.stopping.signal;
    this.backoff = new PollBackoff({
      ...deps,
      opened,
      stopping,
      limiter: new AdaptivePollLimiter(options.loops, stopping),
    });
    this.settlement = new BatchSettlement({
      queue,
      visibilityTimeoutSeconds: options.visibilityTimeoutSeconds,
      visibility: new MessageVisibility(transport, queue, url, observer),
      timers,
      observer,
      abortedPollsExpired: () => this.abortedPollsExpired(),
    });
    this.loops = loopNames(queue, options.loops).map((name) => this.createLoop(name));
  }

  async start(handle: BatchHandler): Promise<void> {
    if (this.handler !== undefined) throw new Error(`The source of queue "${this.queue}" is already started.`);
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
    const { pollsFailSince } = this.backoff;
    return {
      lastPollAgeMilliseconds: polls.length === 0 ? undefined : Math.min(...polls),
      oldestBatchAgeMilliseconds: batches.length === 0 ? undefined : Math.max(...batches),
      pollsFailingForMilliseconds: pollsFailSince === undefined ? undefined : now - pollsFailSince,
    };
  }

  /** The first half of `stop`: ends the polling; batches in flight continue. */
  stopPolling(): void {
    if (this.stopping.signal.aborted) return;
    this.stopping.abort();
    this.open();
    for (const loop of this.loops) loop.stopPolling();
    this.pollsAbortedAt = this.deps.monotonic.milliseconds();
  }

  /** The options of the library's consumers, one for each loop. Trap: a consumer has no concurrency of its own. */
  consumerOptions(): ConsumerOptions[] {
    const { batchSize, visibilityTimeoutSeconds, waitTimeSeconds } = this.options;
    const { observer, transport } = this.deps;
    const sqs = consumerClient(transport, {
      backoff: this.backoff,
      report: (error) => observer.observe({ kind: 'broker-trouble', queue: this.queue, operation: 'delete', error }),
    });
    return this.loops.map((loop) => ({
      name: loop.name,
      queueUrl: this.url,
      sqs,
      batchSize,
      waitTimeSeconds,
      visibilityTimeout: visibilityTimeoutSeconds,
      messageSystemAttributeNames: ['ApproximateReceiveCount'],
      preReceiveMessageCallback: () => loop.beforePoll(),
      postReceiveMessageCallback: () => loop.afterPoll(),
      // Trap: the library polls again at once after most errors and waits 10 s after some. The backoff decides instead.
      authenticationErrorTimeout: 0,
    }));
  }

  /** @throws Error with the loops that have no consumer. Trap: the library only logs a warning, and the loop reads nothing. */
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
    const { monotonic, observer, onQueueMissing } = this.deps;
    return new ConsumerLoop(name, {
      queue: this.queue,
      batchSize: this.options.batchSize,
      backoff: this.backoff,
      settlement: this.settlement,
      handler: () => this.requireHandler(),
      stopping: this.stopping.signal,
      aborting: this.aborting.signal,
      monotonic,
      observer,
      onQueueMissing,
    });
  }

  private requireHandler(): BatchHandler {
    if (this.handler === undefined) throw new Error('A poll returned messages before the source was started.');
    return this.handler;
  }
}

/** Trap: the library keeps one consumer for each name, so each loop needs a name of its own. */
export function loopNames(queue: string, loops: number): string[] {
  return Array.from({ length: loops }, (_, index) => `${queue}#${index + 1}`);
}

function ageOf(timestamp: number | undefined, now: number): number[] {
  return timestamp === undefined ? [] : [now - timestamp];
}
