import type { Envelope } from '../message/envelope';
import type { OutgoingMessage } from '../message/outgoing-message';

/** Makes the messages that notify the sender of a parked message that it is sent again. */
export interface RedriveAnnouncer<M extends Envelope> {
  /** @param sequence see `CountedFailure` */
  redriven(message: M, sequence: number): readonly OutgoingMessage[];
}

/** For queues whose redrives concern operators only. */
export const NO_REDRIVE_ANNOUNCEMENTS: RedriveAnnouncer<Envelope> = { redriven: () => [] };
