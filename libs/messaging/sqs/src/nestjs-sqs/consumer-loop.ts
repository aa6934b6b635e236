import type { Message } from '@aws-sdk/client-sqs';
import type { BatchHandler, DeliveryObserver, MonotonicClock } from '@decouple/messaging-core';
import type { Consumer } from 'sqs-consumer';
import { classifySqsFailure } from '../client/sqs-failure';
import type { BatchSettlement } from '../consuming/batch-settlement';
import type { PollBackoff } from '../consuming/poll-backoff';

export interface ConsumerLoopDeps {
  readonly queue: string;
  /** Number of messages that a poll asks for. */
  readonly batchSize: number;
  readonly backoff: PollBackoff;
  readonly settlement: BatchSettlement;
  readonly handler: () => BatchHandler;
  /** Aborted when polling ends. */
  readonly stopping: AbortSignal;
  /** Aborted when handling ends, too. */
  readonly aborting: AbortSignal;
  readonly monotonic: MonotonicClock;
  readonly observer: DeliveryObserver;
  readonly onQueueMissing: ((queue: string) => void) | undefined;
}

/**
 * The callbacks of one consumer of @ssut/nestjs-sqs. The library polls and deletes; this decides when it polls and what it
 * deletes.
 */
export class ConsumerLoop {
  /** Timestamps of the monotonic clock. */
  lastPollAt: number | undefined;
  batchStartedAt: number | undefined;
  private consumer: Consumer | undefined;
  private round: Round | undefined;

  constructor(
    readonly name: string,
    private readonly deps: ConsumerLoopDeps,
  ) {}

  attach(consumer: Consumer): void {
    this.consumer = consumer;
  }

  /**
   * Ends the polling and aborts an idle long poll. Trap: the library's abort also cuts off the deletion of a handled batch,
   * so a loop with a batch in flight is not aborted.
   */
  stopPolling(): void {
    this.consumer?.stop({ abort: this.batchStartedAt === undefined });
  }

  /**
   * Resolves when no poll, batch or deletion is in flight. Call it after `stopPolling`. Trap: the library reports `stopped`
   * at once, even while a handler runs.
   */
  finished(): Promise<void> {
    return this.round?.ended ?? Promise.resolve();
  }

  async beforePoll(): Promise<void> {
    this.round = new Round();
    await this.deps.backoff.beforePoll();
  }

  async afterPoll(): Promise<void> {
    this.lastPollAt = this.deps.monotonic.milliseconds();
  }

  onEmpty(): void {
    this.endPoll(() => this.deps.backoff.pollSucceeded(0, this.deps.batchSize));
    this.onRoundEnd();
  }

  /** @returns the messages to delete. Trap: the library deletes the whole batch if a handler returns `undefined`. */
  async onBatch(messages: Message[]): Promise<Message[]> {
    const { aborting, backoff, batchSize, handler, monotonic, settlement, stopping } = this.deps;
    this.batchStartedAt = monotonic.milliseconds();
    this.endPoll(() => backoff.pollSucceeded(messages.length, batchSize));
    if (stopping.aborted) {
      await settlement.giveBack(messages);
      return [];
    }
    return settlement.settle(messages, handler(), aborting);
  }

  /** The batch was handled and its deletion was tried, or the poll returned nothing. */
  onRoundEnd(): void {
    this.batchStartedAt = undefined;
    this.round?.end();
  }

  /** Trap: if a listener throws, the library's loop ends while `isRunning` stays true. So this never throws. */
  onError(error: Error, messages: unknown): void {
    const { backoff, monotonic, observer, onQueueMissing, queue, stopping } = this.deps;
    const ofPoll = messages === undefined;
    const { kind } = classifySqsFailure(error);
    if (ofPoll) {
      // A failed poll shows that the loop is alive. A restart of the process would not repair the broker.
      this.lastPollAt = monotonic.milliseconds();
      this.endPoll(() => backoff.pollFailed());
      this.onRoundEnd();
    }
    // This source aborted the poll itself.
    if (kind === 'aborted' && stopping.aborted) return;
    observer.observe({ kind: 'broker-trouble', queue, operation: ofPoll ? 'receive' : 'delete', error });
    if (kind === 'queue-missing') onQueueMissing?.(queue);
  }

  /** Once for each poll, although the library emits several events for some. */
  private endPoll(end: () => void): void {
    if (this.round?.polling !== true) return;
    this.round.polling = false;
    end();
  }
}

/** From the decision to poll until the batch is settled. */
class Round {
  polling = true;
  readonly ended: Promise<void>;
  end!: () => void;

  constructor() {
    this.ended = new Promise((resolve) => {
      this.end = resolve;
    });
  }
}
