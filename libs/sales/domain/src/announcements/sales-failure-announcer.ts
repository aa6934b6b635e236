import { type Message, PAYMENT_ACCEPTED_V1, PAYMENT_ACCEPTED_V2 } from '@decouple/contracts';
import {
  type Clock,
  type DelayFacts,
  encodeMessage,
  type FailureAnnouncer,
  type OutgoingMessage,
  type ParkFacts,
  type RedriveAnnouncer,
} from '@decouple/messaging-core';
import { REPLY_QUEUE } from '../record-sale/sales-answers';
import type { Announcements } from './announcements';
import { PAYMENT_ACCEPTED_ANNOUNCEMENTS } from './payment-accepted.announcements';

/** By the type of the message that fails. Failures of other types are not announced. */
const ANNOUNCEMENTS = new Map<string, Announcements<never>>([
  [PAYMENT_ACCEPTED_V1, PAYMENT_ACCEPTED_ANNOUNCEMENTS],
  [PAYMENT_ACCEPTED_V2, PAYMENT_ACCEPTED_ANNOUNCEMENTS],
]);

/** Replies that a message is delayed, parked as a dead letter, or redriven by an operator. */
export class SalesFailureAnnouncer implements FailureAnnouncer<Message>, RedriveAnnouncer<Message> {
  constructor(private readonly clock: Clock) {}

  delayed(message: Message, facts: DelayFacts): readonly OutgoingMessage[] {
    return this.announce(message, ({ delayed }, at) => delayed(message as never, facts, at));
  }

  parked(message: Message, facts: ParkFacts): readonly OutgoingMessage[] {
    return this.announce(message, ({ parked }, at) => parked(message as never, facts, at));
  }

  redriven(message: Message, sequence: number): readonly OutgoingMessage[] {
    return this.announce(message, ({ redriven }, at) => redriven(message as never, sequence, at));
  }

  private announce(
    { type }: Message,
    reply: (announcements: Announcements<never>, at: string) => Message,
  ): readonly OutgoingMessage[] {
    const announcements = ANNOUNCEMENTS.get(type);
    if (announcements === undefined) return [];
    return [encodeMessage(REPLY_QUEUE, reply(announcements, this.clock.now().toISOString()))];
  }
}
