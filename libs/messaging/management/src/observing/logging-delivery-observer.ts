import type { DeliveryEvent, DeliveryObserver } from '@decouple/messaging-core';
import { type Log, LogThrottle } from '@decouple/platform';

/**
 * Writes what delivery tells about itself into the log. Errors of the outside world are warnings: they heal. What repeats
 * while something is broken is logged at intervals with a count; what is true of one message for good has a line each.
 */
export class LoggingDeliveryObserver implements DeliveryObserver {
  constructor(
    private readonly log: Log,
    private readonly throttle = new LogThrottle(log),
  ) {}

  observe(event: DeliveryEvent): void {
    const { kind, ...facts } = event;
    const text = TEXTS[kind];
    switch (event.kind) {
      case 'message-settled':
        // Messages for other readers can be many, and concern no operator of this service.
        return this.log[event.result === 'ignored' ? 'debug' : 'info'](facts, text);
      case 'message-dead-lettered':
      case 'announcement-failed':
        return this.log.error(facts, text);
      case 'outbox-relayed':
        return this.log.debug(facts, text);
      case 'broker-trouble':
        return this.throttle.warn(keyOf(kind, event.queue, event.operation, codeOf(event.error)), facts, text);
      case 'message-delayed':
        return this.throttle.warn(keyOf(kind, event.queue, event.type, codeOf(event.error)), facts, text);
      case 'message-returned':
        return this.throttle.warn(keyOf(kind, event.queue, codeOf(event.error)), facts, text);
      case 'outbox-entry-failed':
        return this.throttle.warn(keyOf(kind, event.type), facts, text);
      case 'outage-began':
        return this.throttle.began('error', outageKey(event), facts, text);
      case 'outage-ended':
        return this.throttle.ended(outageKey(event), facts, text);
    }
  }
}

type Kind = DeliveryEvent['kind'];

const TEXTS: Readonly<Record<Kind, string>> = {
  'message-settled': 'message settled',
  'message-delayed': 'handling failed; the message will be tried again',
  'message-dead-lettered': 'the message is kept as a dead letter',
  'announcement-failed': 'the announcement of a failure has a bug; the sender of the message is not notified',
  'message-returned': 'the message goes back to the queue unharmed',
  'outbox-relayed': 'outbox relayed',
  'outbox-entry-failed': 'the broker refused a message',
  'outage-began': 'outage: work is paused until a probe succeeds',
  'outage-ended': 'the outage is over; work goes on',
  'broker-trouble': 'trouble with the broker',
};

function keyOf(...parts: readonly string[]): string {
  return parts.join(' ');
}

function outageKey({ component, resource }: { readonly component: string; readonly resource: string }): string {
  return keyOf('outage', component, resource);
}

/** Tells kinds of errors apart, of which there are few; messages may hold ids. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const { code } = error as { readonly code?: unknown };
  return typeof code === 'string' ? `${error.name} ${code}` : error.name;
}
