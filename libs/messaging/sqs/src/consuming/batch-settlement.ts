import type { Message } from '@aws-sdk/client-sqs';
import type { BatchHandler, DeliveryObserver, ReceivedMessage, Timers } from '@decouple/messaging-core';
import type { MessageVisibility } from './message-visibility';
import { VisibilityHeartbeat } from './visibility-heartbeat';

export interface BatchSettlementDeps {
  readonly queue: string;
  readonly visibilityTimeoutSeconds: number;
  readonly visibility: MessageVisibility;
  readonly timers: Timers;
  readonly observer: DeliveryObserver;
  /** Resolves when no poll that this source has aborted can take a message any more. */
  readonly abortedPollsExpired: () => Promise<void>;
}

/** Turns the dispositions of a handler into operations of SQS. */
export class BatchSettlement {
  constructor(private readonly deps: BatchSettlementDeps) {}

  /**
   * Hands the batch to the handler. Then ends the heartbeat and sets the delays of redeliveries, in this order.
   * Never rejects.
   *
   * @returns the messages to delete
   */
  async settle(batch: readonly Message[], handle: BatchHandler, signal: AbortSignal): Promise<Message[]> {
    const { observer, queue, timers, visibility, visibilityTimeoutSeconds } = this.deps;
    const heartbeat = new VisibilityHeartbeat(batch, visibility, visibilityTimeoutSeconds, timers);
    try {
      const dispositions = await handle(
        batch.map((message) => toReceived(queue, message)),
        signal,
      );
      if (dispositions.some(({ action }) => action === 'redeliver')) await this.deps.abortedPollsExpired();
      await heartbeat.stop();
      const decided = batch.map((message, index) => ({ message, disposition: dispositions[index] }));
      await visibility.change(
        decided.flatMap(({ message, disposition }) =>
          disposition?.action === 'redeliver' ? [{ message, seconds: disposition.delaySeconds }] : [],
        ),
      );
      return decided.filter(({ disposition }) => disposition?.action === 'acknowledge').map(({ message }) => message);
    } catch (error) {
      // The handler must not reject. Nothing is known about any message, so all of them are redelivered.
      observer.observe({ kind: 'broker-trouble', queue, operation: 'handle', error });
      return [];
    } finally {
      await heartbeat.stop();
    }
  }

  /** Returns messages that this source will not handle: makes them visible to other consumers. */
  async giveBack(batch: readonly Message[]): Promise<void> {
    await this.deps.abortedPollsExpired();
    await this.deps.visibility.change(batch.map((message) => ({ message, seconds: 0 })));
  }
}

function toReceived(queue: string, { Attributes, Body, MessageId }: Message): ReceivedMessage {
  return {
    queue,
    brokerMessageId: MessageId ?? '',
    body: Body ?? '',
    receiveCount: Number(Attributes?.ApproximateReceiveCount ?? 1),
  };
}
