import { type Clock, deadLetterOfRefused, type MonotonicClock } from '@decouple/messaging-core';
import { InMemoryAttemptStore, InMemoryDeadLetterStore, InMemoryOutboxStore } from '@decouple/messaging-core/in-memory';
import type { SalesLedger } from '@decouple/sales-domain';
import { InMemorySalesLedger } from '@decouple/sales-domain/in-memory';
import { Resource } from './resource';
import { WitnessedLedger } from './witnessed-ledger';

/** The database of sales-worker. It outlives every process. */
export class SalesDatabase {
  readonly resource = new Resource('sales database');
  readonly outbox: InMemoryOutboxStore;
  readonly attempts: InMemoryAttemptStore;
  readonly deadLetters: InMemoryDeadLetterStore;
  readonly ledger: WitnessedLedger;

  constructor(clock: Clock & MonotonicClock, alter: (ledger: SalesLedger) => SalesLedger) {
    this.outbox = new InMemoryOutboxStore(clock, {
      onRefused: (entry, reason) => this.deadLetters.addNow(deadLetterOfRefused(entry, reason)),
    });
    this.attempts = new InMemoryAttemptStore(clock, this.outbox);
    this.deadLetters = new InMemoryDeadLetterStore(clock, this.outbox, this.attempts);
    this.ledger = new WitnessedLedger(alter(new InMemorySalesLedger(this.outbox)));
  }
}
