import { announce } from '../announcing/announce';
import type { FailureAnnouncer } from '../announcing/failure-announcer';
import type { Envelope } from '../message/envelope';
import type { ReceivedMessage } from '../message/received-message';
import type { DeliveryObserver } from '../monitoring/delivery-observer.port';
import type { DeadLetterStore } from './dead-letter-store.port';
import { describeError } from './describe-error';

export interface KeepDeadLetterDeps<M extends Envelope> {
  readonly deadLetters: Pick<DeadLetterStore, 'add'>;
  readonly announcer: Pick<FailureAnnouncer<M>, 'parked'>;
  /** Removes from the text of an unreadable message what must not be stored; nothing when absent. */
  readonly redact?: ((body: string) => string) | undefined;
  /** Called after each commit that has added an announcement to the outbox. */
  readonly nudgeRelay: () => void;
  readonly observer: DeliveryObserver;
}

/** What is known of a message that is not tried again. */
export interface GivenUp<M extends Envelope> {
  readonly received: Pick<ReceivedMessage, 'body' | 'brokerMessageId' | 'queue'>;
  /** Undefined when the body cannot be read. */
  readonly message: M | undefined;
  /** Also of an unreadable message, if it is known. */
  readonly type: string | undefined;
  readonly reasonCode: string;
  readonly error: unknown;
  readonly attempts: number;
}

/** Stores a message as a dead letter and announces it to its sender, in one transaction. Repeating it is harmless. */
export class KeepDeadLetter<M extends Envelope> {
  constructor(private readonly deps: KeepDeadLetterDeps<M>) {}

  async execute({ attempts, error, message, reasonCode, received, type }: GivenUp<M>): Promise<void> {
    const { announcer, deadLetters, nudgeRelay, observer, redact = (text: string): string => text } = this.deps;
    const { body, brokerMessageId, queue } = received;
    // An unreadable message has no identity of its own; the broker's is the next best.
    const { id, source } = message ?? { id: brokerMessageId, source: `broker:${queue}` };
    // Not the type of an unreadable message: observers count by type, and a sender could make up any number.
    const facts = { queue, type: message?.type, id };
    const announced = await deadLetters.add(
      {
        queue,
        source,
        id,
        type,
        body: message === undefined ? redact(body) : body,
        reasonCode,
        ...describeError(error),
        attempts,
        traceparent: message?.traceparent,
      },
      (sequence) =>
        message === undefined
          ? []
          : announce(facts, observer, () => announcer.parked(message, { attempts, reasonCode, sequence })),
    );
    if (announced > 0) nudgeRelay();
    observer.observe({ kind: 'message-dead-lettered', ...facts, reasonCode, error });
  }
}
