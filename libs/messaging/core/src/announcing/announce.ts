import type { OutgoingMessage } from '../message/outgoing-message';
import type { DeliveryEvent, DeliveryObserver } from '../monitoring/delivery-observer.port';

type Subject = Omit<Extract<DeliveryEvent, { kind: 'announcement-failed' }>, 'kind' | 'error'>;

/**
 * Makes the announcement of a failure. A bug in it is reported and announces nothing: it must not change how the message
 * itself is settled, or the message would come back permanently.
 */
export function announce(
  subject: Subject,
  observer: DeliveryObserver,
  make: () => readonly OutgoingMessage[],
): readonly OutgoingMessage[] {
  try {
    return make();
  } catch (error) {
    observer.observe({ kind: 'announcement-failed', ...subject, error });
    return [];
  }
}
