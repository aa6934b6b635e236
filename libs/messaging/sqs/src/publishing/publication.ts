import type { SendMessageBatchResult } from '@aws-sdk/client-sqs';
import type { OutgoingMessage, PublishResult } from '@decouple/messaging-core';
import { SqsBatchEntryError } from '../client/batch-entry.error';
import { classifySqsFailure, type SqsFailure, type SqsFailureKind } from '../client/sqs-failure';

/** An entry that SQS did not accept. */
interface FailedEntry {
  readonly queue: string;
  readonly place: number;
  readonly failure: SqsFailure;
}

/** These mean that the queue cannot be used now, whichever entry they are reported for. */
const OUTAGES: readonly SqsFailureKind[] = ['credentials', 'queue-missing', 'throttled', 'timed-out'];

const NOT_MENTIONED: SqsFailure = {
  kind: 'unavailable',
  code: 'NotMentioned',
  reason: 'The response of SQS did not mention the message.',
};

/**
 * Collects the results of one call of `publish`. Failed entries are judged at the end: a failure is the entry's own only if
 * SQS accepted another message of the same queue in the same call. If it accepted none of several, the failure is an outage
 * whatever its code: waiting loses nothing, and a dead letter needs an operator.
 */
export class Publication {
  private readonly known: (PublishResult | undefined)[];
  private readonly failures: FailedEntry[] = [];
  private readonly outages = new Map<string, SqsFailure>();
  private readonly accepting = new Set<string>();

  constructor(private readonly messages: readonly OutgoingMessage[]) {
    this.known = messages.map(() => undefined);
  }

  /** The failure of a whole request to this queue, if any. */
  outageOf(queue: string): SqsFailure | undefined {
    return this.outages.get(queue);
  }

  outage(queue: string, failure: SqsFailure): void {
    this.outages.set(queue, failure);
  }

  /** A request succeeded, with a result for each entry. */
  answered(queue: string, places: readonly number[], { Failed = [], Successful = [] }: SendMessageBatchResult): void {
    const sent = new Set(Successful.map(({ Id }) => Id));
    const failed = new Map(
      Failed.map((entry) => [entry.Id, classifySqsFailure(SqsBatchEntryError.of('send', entry))] as const),
    );
    for (const place of places) {
      const id = String(place);
      const failure = failed.get(id) ?? (sent.has(id) ? undefined : NOT_MENTIONED);
      if (failure === undefined) {
        this.known[place] = { status: 'sent' };
        this.accepting.add(queue);
      } else {
        this.failures.push({ queue, place, failure });
      }
    }
  }

  /** A request failed as a whole, or was not sent. */
  unavailable(places: readonly number[], { reason }: SqsFailure): void {
    for (const place of places) this.known[place] = { status: 'unavailable', reason };
  }

  /** SQS rejected a request because of the body of its only message. */
  refused(place: number, { reason }: SqsFailure): void {
    this.known[place] = { status: 'refused', reason };
  }

  results(): readonly PublishResult[] {
    for (const failed of this.failures) this.known[failed.place] = this.judged(failed);
    return this.messages.map(
      ({ queue }, place) => this.known[place] ?? { status: 'refused', reason: `Queue "${queue}" is not configured.` },
    );
  }

  private judged({ failure: { kind, reason }, queue }: FailedEntry): PublishResult {
    if (kind === 'content' && this.isAlone(queue)) return { status: 'refused', reason };
    if (OUTAGES.includes(kind) || !this.accepting.has(queue)) return { status: 'unavailable', reason };
    return { status: kind === 'content' ? 'refused' : 'failed', reason };
  }

  private isAlone(queue: string): boolean {
    return this.messages.filter((message) => message.queue === queue).length === 1;
  }
}
