import type { Message } from '@aws-sdk/client-sqs';
import type { BatchHandler, DeliveryObserver, MonotonicClock } from '@decouple/messaging-core';
import type { Consumer } from 'sqs-consumer';
import { classifySqsFailure } from '../client/sqs-failure';
import type { BatchSettlement } from './batch-settlement';
import type { PollBackoff } from './poll-backoff';

export interface ConsumerLoopDeps {
  readonly queue: string;
  /** Messages that a poll asks for. */
  readonly batchSize: number;
  readonly gate: PollBackoff;
  readonly settlement: BatchSettlement;
  readonly handler: () => BatchHandler;
  /** Polling ends. */
  readonly stopping: AbortSignal;
  /** Handling is to end, too. */
  readonly aborting: AbortSignal;
  readonly monotonic: MonotonicClock;
  readonly observer: DeliveryObserver;
  readonly onQueueMissing: ((queue: string) => void) | undefined;
}

/**
 * One consumer of @ssut/nestjs-sqs, seen from our side. The library polls and deletes; this decides when it may, what
 * is deleted, and knows when it has really finished, which the library does not tell: its `stop()` reports "stopped" at
 * once, with a handler still running.
 */
export class ConsumerLoop {
  /** Moments of the monotonic clock. */
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
   * Ends the polling: cuts off a long poll at once, but leaves a batch in hand alone, because the library's abort would
   * cut off the deletion of finished messages, too.
   */
  stopPolling(): void {
    this.consumer?.stop({ abort: this.batchStartedAt === undefined });
  }

  /** Resolves when no poll, no batch and no deletion is under way. Meaningful after `stopPolling`. */
  finished(): Promise<void> {
    return this.round?.ended ?? Promise.resolve();
  }

  /** Before each poll. */
  async beforePoll(): Promise<void> {
    this.round = new Round();
    await this.deps.gate.pass();
  }

  /** After each poll that came back, with or without messages. */
  async afterPoll(): Promise<void> {
    this.lastPollAt = this.deps.monotonic.milliseconds();
  }

  /** After a poll that brought nothing. */
  onEmpty(): void {
    const { batchSize, gate } = this.deps;
    gate.pollSucceeded(0, batchSize);
    this.onRoundEnd();
  }

  /** Answers the messages to delete: always an array, because the library deletes everything on `undefined`. */
  async onBatch(messages: Message[]): Promise<Message[]> {
    const { aborting, batchSize, gate, handler, monotonic, settlement, stopping } = this.deps;
    this.batchStartedAt = monotonic.milliseconds();
    gate.pollSucceeded(messages.length, batchSize);
    if (stopping.aborted) {
      await settlement.giveBack(messages);
      return [];
    }
    return settlement.settle(messages, handler(), aborting);
  }

  /** The batch is handled and its deletion has been tried; or there was nothing. */
  onRoundEnd(): void {
    this.batchStartedAt = undefined;
    this.round?.end();
  }

  /** Must not throw: the library's loop would end, and `isRunning` stay true. */
  onError(error: Error, messages: unknown): void {
    const { gate, observer, onQueueMissing, queue, stopping } = this.deps;
    const ofPoll = messages === undefined;
    const { kind } = classifySqsFailure(error);
    if (ofPoll) {
      // A poll that failed ended, too: the loop is alive, and restarting the process would not bring the broker back.
      this.lastPollAt = this.deps.monotonic.milliseconds();
      gate.pollFailed();
      this.onRoundEnd();
    }
    // We cut the poll off ourselves.
    if (kind === 'aborted' && stopping.aborted) return;
    observer.observe({ kind: 'broker-trouble', queue, operation: ofPoll ? 'receive' : 'delete', error });
    if (kind === 'queue-missing') onQueueMissing?.(queue);
  }
}

/** From the decision to poll until everything that came of it is done. */
class Round {
  readonly ended: Promise<void>;
  end!: () => void;

  constructor() {
    this.ended = new Promise((resolve) => {
      this.end = resolve;
    });
  }
}
