import type { DeliveryEvent, DeliveryObserver } from '@decouple/messaging-core';
import type { Log } from '@decouple/platform';

/** Writes what delivery tells about itself into the log. Errors of the outside world are warnings: they heal. */
export class LoggingDeliveryObserver implements DeliveryObserver {
  constructor(private readonly log: Log) {}

  observe(event: DeliveryEvent): void {
    const { kind, ...facts } = event;
    this.log[LEVELS[kind]](facts, TEXTS[kind]);
  }
}

type Kind = DeliveryEvent['kind'];

const LEVELS: Readonly<Record<Kind, 'debug' | 'info' | 'warn' | 'error'>> = {
  'message-settled': 'info',
  'message-delayed': 'warn',
  'message-dead-lettered': 'error',
  'message-returned': 'warn',
  'outbox-relayed': 'debug',
  'outbox-entry-failed': 'warn',
  'outage-began': 'error',
  'outage-ended': 'info',
  'broker-trouble': 'warn',
};

const TEXTS: Readonly<Record<Kind, string>> = {
  'message-settled': 'message settled',
  'message-delayed': 'handling failed; the message will be tried again',
  'message-dead-lettered': 'the message is kept as a dead letter',
  'message-returned': 'the message goes back to the queue unharmed',
  'outbox-relayed': 'outbox relayed',
  'outbox-entry-failed': 'the broker refused a message',
  'outage-began': 'outage: work is paused until a probe succeeds',
  'outage-ended': 'the outage is over; work goes on',
  'broker-trouble': 'trouble with the broker',
};
