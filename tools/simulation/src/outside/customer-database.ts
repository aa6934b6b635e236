import { type Clock, deadLetterOfRefused, type MonotonicClock } from '@decouple/messaging-core';
import { InMemoryAttemptStore, InMemoryDeadLetterStore, InMemoryOutboxStore } from '@decouple/messaging-core/in-memory';
import { InMemoryOverduePayments, InMemoryPaymentStore } from '@decouple/payments-domain/in-memory';
import { Resource } from './resource';

/** The database of customer-api. It outlives every process. */
export class CustomerDatabase {
  readonly resource = new Resource('customer database');
  /** Told of every payment that was written: one per process that waits for changes. */
  readonly listeners = new Set<(id: string) => void>();
  readonly outbox: InMemoryOutboxStore;
  readonly attempts: InMemoryAttemptStore;
  readonly deadLetters: InMemoryDeadLetterStore;
  readonly payments: InMemoryPaymentStore;
  readonly overdue: InMemoryOverduePayments;

  constructor(clock: Clock & MonotonicClock) {
    this.outbox = new InMemoryOutboxStore(clock, {
      onSent: (messages) => {
        for (const message of messages) {
          this.payments.settleNow(message, ({ sent }, payment) => sent(payment, clock.now()));
        }
      },
      onRefused: (entry, reason) => {
        this.deadLetters.addNow(deadLetterOfRefused(entry, reason));
        this.payments.settleNow(entry, ({ refused }, payment) => refused(payment, entry.attempts, clock.now()));
      },
    });
    this.attempts = new InMemoryAttemptStore(clock, this.outbox);
    this.deadLetters = new InMemoryDeadLetterStore(clock, this.outbox, this.attempts);
    this.payments = new InMemoryPaymentStore(this.outbox, (id) => {
      for (const tell of this.listeners) tell(id);
    });
    this.overdue = new InMemoryOverduePayments(this.payments, this.outbox, clock);
  }
}
