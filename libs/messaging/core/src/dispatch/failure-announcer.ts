import type { Message } from '@decouple/contracts';
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

/** Which messages tell others that a message is late, or waits for a person. Returns none when nobody needs to know. */
export interface FailureAnnouncer {
  delayed(message: Message, facts: DelayFacts): readonly OutgoingMessage[];
  parked(message: Message, facts: ParkFacts): readonly OutgoingMessage[];
}

/** For queues whose failures concern operators only. */
export const NO_ANNOUNCEMENTS: FailureAnnouncer = { delayed: () => [], parked: () => [] };
