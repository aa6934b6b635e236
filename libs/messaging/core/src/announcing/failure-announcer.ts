import type { Envelope } from '../message/envelope';
import type { OutgoingMessage } from '../message/outgoing-message';

export interface DelayFacts {
  /** Failed attempts so far, from 1. */
  readonly attempt: number;
  readonly nextAttemptAt: Date;
  readonly reasonCode: string;
  /** Orders announcements about one message: see `CountedFailure`. */
  readonly sequence: number;
}

export interface ParkFacts {
  readonly attempts: number;
  readonly reasonCode: string;
  readonly sequence: number;
}

/** Makes the messages that notify the sender of a message that it is delayed or parked; none when no one is to be notified. */
export interface FailureAnnouncer<M extends Envelope> {
  delayed(message: M, facts: DelayFacts): readonly OutgoingMessage[];
  parked(message: M, facts: ParkFacts): readonly OutgoingMessage[];
}

/** For queues whose failures concern operators only. */
export const NO_ANNOUNCEMENTS: FailureAnnouncer<Envelope> = { delayed: () => [], parked: () => [] };
