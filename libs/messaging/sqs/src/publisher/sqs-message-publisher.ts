import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { MessagePublisher, OutgoingMessage, PublishResult } from '@decouple/messaging-core';
import { classifySqsFailure, type SqsFailure } from '../client/sqs-failure';
import type { SqsQueues } from '../queues/sqs-queues';
import { type Batch, type BatchEntry, toBatches } from './batches';
import { Publication } from './publication';

export interface SqsMessagePublisherDeps {
  readonly client: Pick<SQSClient, 'send'>;
  readonly queues: SqsQueues;
  /** Requests in flight at the same time; `DEFAULT_BATCHES_IN_FLIGHT` when absent. */
  readonly batchesInFlight?: number;
  /** Called when a configured queue does not exist. */
  readonly onQueueMissing?: (queue: string) => void;
}

/** Enough to hide the round trip to SQS; more only lengthens each (measured: no gain beyond). */
export const DEFAULT_BATCHES_IN_FLIGHT = 8;

interface QueuedBatch extends Batch {
  readonly queue: string;
}

/**
 * Publishes with `SendMessageBatch`, several requests at a time, and answers for each single entry.
 *
 * After a request that failed as a whole it begins no further one to that queue: those under way tell enough, and what
 * is not sent stays in the outbox.
 */
export class SqsMessagePublisher implements MessagePublisher {
  constructor(private readonly deps: SqsMessagePublisherDeps) {}

  async publish(messages: readonly OutgoingMessage[]): Promise<readonly PublishResult[]> {
    const publication = new Publication(messages);
    const waiting = this.batchesOf(messages).values();
    const sendNext = async (): Promise<void> => {
      // One iterator for all: each takes the next batch that nobody has taken yet.
      for (const batch of waiting) await this.send(batch, publication);
    };
    await Promise.all(Array.from({ length: this.deps.batchesInFlight ?? DEFAULT_BATCHES_IN_FLIGHT }, sendNext));
    return publication.results();
  }

  /** Batches of the messages whose queue is known. */
  private batchesOf(messages: readonly OutgoingMessage[]): QueuedBatch[] {
    const perQueue = new Map<string, BatchEntry[]>();
    messages.forEach(({ queue, body }, place) => {
      const entries = perQueue.get(queue) ?? [];
      perQueue.set(queue, entries);
      entries.push({ place, body });
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
    const Entries = entries.map(({ place, body }) => ({ Id: String(place), MessageBody: body }));
    try {
      const answer = await this.deps.client.send(new SendMessageBatchCommand({ QueueUrl: url, Entries }));
      publication.answered(queue, places, answer);
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
      // One message is at fault and the answer does not say which: alone, each gets its own answer.
      for (const entry of entries) await this.send({ ...batch, entries: [entry] }, publication);
    }
  }
}
