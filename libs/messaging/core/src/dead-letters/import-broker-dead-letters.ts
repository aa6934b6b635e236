import { type Message, MessageError, parseMessage } from '@decouple/contracts';
import type { FailureAnnouncer } from '../dispatch/failure-announcer';
import type { OutgoingMessage } from '../message/outgoing-message';
import type { DeadLetterStore } from '../ports/dead-letter-store.port';
import type { DeliveryObserver } from '../ports/delivery-observer.port';
import type { BrokerDeadLetter, BrokerDeadLetterQueue } from '../ports/broker-dead-letter-queue.port';

/** Why these letters are here. The broker does not know what happened, only how often. */
export const BROKER_GAVE_UP = 'broker-gave-up';

/** Batches of one round: what is left waits for the next one. */
const MAX_BATCHES_PER_ROUND = 100;

export interface ImportBrokerDeadLettersDeps {
  readonly native: BrokerDeadLetterQueue;
  readonly deadLetters: DeadLetterStore;
  readonly announcer: FailureAnnouncer;
  readonly observer: DeliveryObserver;
  /** Takes out of the text of an unreadable message what must not be stored; nothing when absent. */
  readonly redact?: ((body: string) => string) | undefined;
}

/**
 * Brings what the broker gave up to where people look for dead letters. Repeating it is harmless: a letter is kept once
 * by its identity, and removed from the broker only when it is kept.
 */
export class ImportBrokerDeadLetters {
  constructor(private readonly deps: ImportBrokerDeadLettersDeps) {}

  /** @returns how many letters were brought over */
  async execute(): Promise<number> {
    let ingested = 0;
    for (let batch = 0; batch < MAX_BATCHES_PER_ROUND; batch += 1) {
      const removed = await this.deps.native.take(async (letters) => {
        for (const letter of letters) await this.keep(letter);
      });
      if (removed === 0) break;
      ingested += removed;
    }
    return ingested;
  }

  private async keep({ body, brokerMessageId, queue, receiveCount }: BrokerDeadLetter): Promise<void> {
    const { announcer, deadLetters, observer, redact = (text: string): string => text } = this.deps;
    const { message, type } = read(body);
    const { id, source } = message ?? { source: `broker:${queue}`, id: brokerMessageId };
    const attempts = Math.max(1, receiveCount);
    const announce = (sequence: number): readonly OutgoingMessage[] =>
      message === undefined ? [] : announcer.parked(message, { attempts, reasonCode: BROKER_GAVE_UP, sequence });
    const error = new Error(`The broker gave the message up after handing it over ${receiveCount} times.`);
    await deadLetters.add(
      {
        queue,
        source,
        id,
        type,
        body: message === undefined ? redact(body) : body,
        reasonCode: BROKER_GAVE_UP,
        errorClass: 'BrokerGaveUp',
        errorMessage: error.message,
        errorStack: undefined,
        attempts,
        traceparent: message?.traceparent,
      },
      announce,
    );
    observer.observe({
      kind: 'message-dead-lettered',
      queue,
      type: message?.type,
      id,
      reasonCode: BROKER_GAVE_UP,
      error,
    });
  }
}

interface ReadLetter {
  /** Absent when the text is no message. */
  readonly message?: Message;
  readonly type: string | undefined;
}

function read(body: string): ReadLetter {
  try {
    const message = parseMessage(body);
    return { message, type: message.type };
  } catch (error) {
    if (error instanceof MessageError) return { type: error.messageType };
    throw error;
  }
}
