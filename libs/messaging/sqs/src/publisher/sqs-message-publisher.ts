import { SendMessageBatchCommand, type SendMessageBatchResult, type SQSClient } from '@aws-sdk/client-sqs';
import type { MessagePublisher, OutgoingMessage, PublishResult } from '@decouple/messaging-core';
import { SqsBatchEntryError } from '../client/batch-entry.error';
import { classifySqsFailure, isThrottlingCode } from '../client/sqs-failure';
import type { SqsQueues } from '../queues/sqs-queues';
import { type Batch, type BatchEntry, toBatches } from './batches';

export interface SqsMessagePublisherParts {
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

/** Publishes with `SendMessageBatch`, several requests at a time, and answers for each single entry. */
export class SqsMessagePublisher implements MessagePublisher {
  constructor(private readonly parts: SqsMessagePublisherParts) {}

  async publish(messages: readonly OutgoingMessage[]): Promise<readonly PublishResult[]> {
    const results: PublishResult[] = messages.map(({ queue }) => ({
      status: 'refused',
      reason: `Queue "${queue}" is not configured.`,
    }));
    const waiting = this.batchesOf(messages).values();
    const sendNext = async (): Promise<void> => {
      // One iterator for all: each takes the next batch that nobody has taken yet.
      for (const batch of waiting) await this.send(batch, results);
    };
    await Promise.all(Array.from({ length: this.parts.batchesInFlight ?? DEFAULT_BATCHES_IN_FLIGHT }, sendNext));
    return results;
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
      const url = this.parts.queues.urlOf(queue);
      return url === undefined ? [] : toBatches(url, entries).map((batch) => ({ ...batch, queue }));
    });
  }

  private async send(batch: QueuedBatch, results: PublishResult[]): Promise<void> {
    const { url, entries } = batch;
    const Entries = entries.map(({ place, body }) => ({ Id: String(place), MessageBody: body }));
    let answer: SendMessageBatchResult;
    try {
      answer = await this.parts.client.send(new SendMessageBatchCommand({ QueueUrl: url, Entries }));
    } catch (error) {
      await this.afterFailure(batch, error, results);
      return;
    }
    const outcomes = outcomesOf(answer);
    for (const { place } of entries) results[place] = outcomes.get(String(place)) ?? NOT_MENTIONED;
  }

  private async afterFailure(batch: QueuedBatch, error: unknown, results: PublishResult[]): Promise<void> {
    const { kind, reason } = classifySqsFailure(error);
    if (kind === 'content' && batch.entries.length > 1) {
      // One message is at fault and the answer does not say which: alone, each gets its own answer.
      for (const entry of batch.entries) await this.send({ ...batch, entries: [entry] }, results);
      return;
    }
    if (kind === 'queue-missing') this.parts.onQueueMissing?.(batch.queue);
    const status = kind === 'content' ? 'refused' : 'unavailable';
    for (const { place } of batch.entries) results[place] = { status, reason };
  }
}

const NOT_MENTIONED: PublishResult = { status: 'failed', reason: 'SQS did not mention the message in its answer.' };

function outcomesOf({ Successful = [], Failed = [] }: SendMessageBatchResult): Map<string, PublishResult> {
  const outcomes = new Map<string, PublishResult>();
  for (const { Id } of Successful) if (Id !== undefined) outcomes.set(Id, { status: 'sent' });
  for (const failed of Failed) {
    if (failed.Id === undefined) continue;
    const { code, message, senderFault } = SqsBatchEntryError.of('send', failed);
    // Too much at once says nothing about the message, and all others would meet the same.
    if (isThrottlingCode(code)) outcomes.set(failed.Id, { status: 'unavailable', reason: message });
    else outcomes.set(failed.Id, { status: senderFault ? 'refused' : 'failed', reason: message });
  }
  return outcomes;
}
