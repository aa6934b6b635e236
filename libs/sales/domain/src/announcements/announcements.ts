import type { Message } from '@decouple/contracts';
import type { DelayFacts, ParkFacts } from '@decouple/messaging-core';

/** The replies about one type of message that is not handled yet. `at` is now, as a timestamp of a message. */
export interface Announcements<M extends Message> {
  readonly delayed: (message: M, facts: DelayFacts, at: string) => Message;
  readonly parked: (message: M, facts: ParkFacts, at: string) => Message;
  readonly redriven: (message: M, sequence: number, at: string) => Message;
}
