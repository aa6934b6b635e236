import { createMessage, PAYMENT_ACCEPTED_V1, type PaymentAcceptedV1 } from '@decouple/contracts';
import { ERROR_POLICY, NO_ANNOUNCEMENTS, OutageBreaker } from '@decouple/messaging-core';
import {
  InMemoryAttemptStore,
  InMemoryBroker,
  InMemoryDeadLetterStore,
  InMemoryMessageSource,
  InMemoryOutboxStore,
} from '@decouple/messaging-core/in-memory';
import { RecordingObserver, systemClock, systemRandomness, systemTimers } from '@decouple/messaging-core/testing';
import { QueueTransport } from '../queue-transport';

export const QUEUE = 'sales';

export interface TransportFixtureOptions {
  readonly carriedTypes?: readonly string[];
  readonly shutdownGraceMilliseconds?: number;
  /** The probe of the breaker; rejects for ever when absent. */
  readonly probe?: () => Promise<void>;
}

/** A transport on a queue in memory, with everything around it that decides what becomes of a message. */
export class TransportFixture {
  readonly observer = new RecordingObserver();
  readonly broker = new InMemoryBroker(systemClock);
  readonly outbox = new InMemoryOutboxStore(systemClock);
  readonly attempts = new InMemoryAttemptStore(systemClock, this.outbox);
  readonly deadLetters = new InMemoryDeadLetterStore(systemClock, this.outbox, this.attempts);
  readonly source = new InMemoryMessageSource(QUEUE, this.broker, systemClock, systemTimers);
  readonly breaker: OutageBreaker;
  readonly transport: QueueTransport;
  private sequence = 0;

  constructor(options: TransportFixtureOptions = {}) {
    const { observer, attempts, deadLetters, source } = this;
    const ports = {
      clock: systemClock,
      monotonic: systemClock,
      timers: systemTimers,
      randomness: systemRandomness,
      observer,
    };
    const probe = options.probe ?? (() => Promise.reject(new Error('still down')));
    this.breaker = new OutageBreaker({
      component: 'consumer',
      resource: 'sales database',
      backoff: ERROR_POLICY.outage.backoff,
      probe,
      ...ports,
    });
    this.transport = new QueueTransport({
      source,
      carriedTypes: options.carriedTypes ?? [PAYMENT_ACCEPTED_V1],
      shutdownGraceMilliseconds: options.shutdownGraceMilliseconds ?? 60_000,
      dispatcher: {
        announcer: NO_ANNOUNCEMENTS,
        attempts,
        deadLetters,
        nudgeRelay: () => undefined,
        breaker: this.breaker,
        retryPolicy: { maxAttempts: 3, baseSeconds: 600, capSeconds: 600 },
        ...ports,
      },
    });
  }

  send(): PaymentAcceptedV1 {
    this.sequence += 1;
    const time = '2026-11-22T10:15:30.000Z';
    const paymentId = '0199c0de-0000-7000-8000-000000000001';
    const message = createMessage(
      PAYMENT_ACCEPTED_V1,
      { id: `m-${this.sequence}`, source: 'urn:test', time, subject: paymentId },
      {
        paymentId,
        policyNumber: 'POL-100001',
        customerId: 'CUST-1001',
        billingPeriod: '2026-11',
        amount: { value: '4999', currency: 'EUR' },
        paymentMethodType: 'card',
        acceptedAt: time,
      },
    );
    this.broker.send({ queue: QUEUE, body: JSON.stringify(message) });
    return message;
  }

  /** How many messages the queue still holds, visible or not. */
  get depth(): number {
    return this.broker.contents(QUEUE).length;
  }
}
