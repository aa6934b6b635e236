import type { MessagePublisher, OutgoingMessage, PublishResult } from '@decouple/messaging-core';
import { classifySqsFailure, type SqsFailure } from '../client/sqs-failure';
import type { SqsTransport } from '../client/sqs-transport';
import type { SqsQueues } from '../queues/sqs-queues';
import { type Batch, type BatchEntry, toBatches } from './batches';
import { Publication } from './publication';

export interface SqsMessagePublisherDeps {
  readonly transport: SqsTransport;
  readonly queues: SqsQueues;
  /** Concurrent requests; `DEFAULT_BATCHES_IN_FLIGHT` when absent. */
  readonly batchesInFlight?: number;
  /** Called when a configured queue does not exist. */
  readonly onQueueMissing?: (queue: string) => void;
}

/** Enough to hide the round trip to SQS. Measured: more requests only make each one slower. */
export const DEFAULT_BATCHES_IN_FLIGHT = 8;

interface QueuedBatch extends Batch {
  readonly queue: string;
}

/**
 * Publishes with `SendMessageBatch`, with several concurrent requests, and returns a result for each message.
 *
 * After a request that failed as a whole, it starts no further request to that queue. Unsent messages stay in the outbox.
 */
export class SqsMessagePublisher implements MessagePublisher {
  constructor(private readonly deps: SqsMessagePublisherDeps) {}

  async publish(messages: readonly OutgoingMessage[]): Promise<readonly PublishResult[]> {
    const publication = new Publication(messages);
    const waiting = this.batchesOf(messages).values();
    const sendNext = async (): Promise<void> => {
      // All share one iterator: each takes the next batch.
      for (const batch of waiting) await this.send(batch, publication);
    };
    await Promise.all(Array.from({ length: this.deps.batchesInFlight ?? DEFAULT_BATCHES_IN_FLIGHT }, sendNext));
    return publication.results();
  }

  /** Batches of the messages whose queue is known. */
  private batchesOf(messages: readonly OutgoingMessage[]): QueuedBatch[] {
    const perQueue = new Map<string, BatchEntry[]>();
    messages.forEach(({ body, groupId, queue }, place) => {
      const entries = perQueue.get(queue) ?? [];
      perQueue.set(queue, entries);
      entries.push({ place, body, groupId });
    });
    return [...perQueue].flatMap(([queue, entries]) => {
      const url = this.deps.queues.urlOf(queue);
      return url === undefined ? [] : toBatches(url, entries).map((batch) => ({ ...batch, queue }));
    });
  }

  private async send(batch: QueuedBatch, publication: Publication): Promise<void> {
    const { entries, queue, url } = batch;
    const places = entries.map(({ place }) => place);
    const outage = publication.outageOf(queue);
    if (outage !== undefined) {
      publication.unavailable(places, outage);
      return;
    }
    const Entries = entries.map(({ body, groupId, place }) => ({
      Id: String(place),
      MessageBody: body,
      // On a standard queue it turns on fair queuing and implies no order.
      MessageGroupId: groupId,
    }));
    try {
      const result = await this.deps.transport.send('SendMessageBatch', { QueueUrl: url, Entries });
      publication.answered(queue, places, result);
    } catch (error) {
      await this.afterFailure(batch, classifySqsFailure(error), publication);
    }
  }

  private async afterFailure(batch: QueuedBatch, failure: SqsFailure, publication: Publication): Promise<void> {
    const { entries, queue } = batch;
    const [only, ...others] = entries;
    if (failure.kind !== 'content') {
      if (failure.kind === 'queue-missing') this.deps.onQueueMissing?.(queue);
      publication.outage(queue, failure);
      publication.unavailable(
        entries.map(({ place }) => place),
        failure,
      );
    } else if (only !== undefined && others.length === 0) {
      publication.refused(only.place, failure);
    } else {
      // One message is at fault and the response does not say which: sent alone, each gets its own result.
      for (const entry of entries) await this.send({ ...batch, entries: [entry] }, publication);
    }
  }
}
