import type { DeliveryEvent } from '@decouple/messaging-core';

/** Returns one line for the journal; undefined for events without interest. */
export function describeEvent(event: DeliveryEvent): string | undefined {
  switch (event.kind) {
    case 'message-settled':
      return `settles ${event.id}: ${event.result}`;
    case 'message-delayed':
      return `delays ${event.id} by ${event.delaySeconds} s after attempt ${event.attempt}`;
    case 'message-dead-lettered':
      return `keeps ${event.id} as a dead letter: ${event.reasonCode}`;
    case 'announcement-failed':
      return `cannot announce ${event.id}: ${textOf(event.error)}`;
    case 'message-returned':
      return `gives ${event.id} back for ${event.delaySeconds} s: ${textOf(event.error)}`;
    case 'outbox-relayed':
      return `relays ${event.sent} of ${event.claimed} messages`;
    case 'outbox-entry-failed':
      return `could not send ${event.id}: ${event.reason}`;
    case 'outage-began':
      return `${event.component === 'relay' ? 'stops relaying' : 'stops pulling'}: ${textOf(event.error)}`;
    case 'outage-ended':
      return `${event.component === 'relay' ? 'relays' : 'pulls'} again after ${event.durationMilliseconds} ms`;
    case 'broker-trouble':
      return `has trouble with ${event.operation} of ${event.queue}: ${textOf(event.error)}`;
  }
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
