import type { Message } from '@decouple/contracts';
import type { AttemptStore, Clock, MessageHandler, MessagePublisher, MonotonicClock } from '@decouple/messaging-core';
import type { InMemoryBroker } from '@decouple/messaging-core/in-memory';
import type { PaymentStore } from '@decouple/payments-domain';
import type { SalesLedger } from '@decouple/sales-domain';
import type { Holder } from '../outside/resource';

/**
 * Places where a specification breaks the system on purpose, to see that the invariants notice. Each wraps a sound part
 * and gives back a broken one.
 */
export interface Sabotage {
  readonly ledger: (ledger: SalesLedger) => SalesLedger;
  /** Where each service counts failures. */
  readonly attempts: (attempts: AttemptStore) => AttemptStore;
  readonly payments: (payments: PaymentStore) => PaymentStore;
  readonly publisher: (publisher: MessagePublisher) => MessagePublisher;
  /** The broker as the sources see it. */
  readonly broker: (broker: InMemoryBroker) => InMemoryBroker;
  /** The handler of accepted payments. */
  readonly handler: (handler: MessageHandler<Message>) => MessageHandler<Message>;
  /** What a process measures durations with. */
  readonly monotonic: (monotonic: MonotonicClock, wall: Clock) => MonotonicClock;
  /** Whose death ends the transactions of a process. */
  readonly transactionHolder: (process: Holder) => Holder;
}

export const NO_SABOTAGE: Sabotage = {
  ledger: (ledger) => ledger,
  attempts: (attempts) => attempts,
  payments: (payments) => payments,
  publisher: (publisher) => publisher,
  broker: (broker) => broker,
  handler: (handler) => handler,
  monotonic: (monotonic) => monotonic,
  transactionHolder: (process) => process,
};
