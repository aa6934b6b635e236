import { deadLetterOfRefused, type RuntimePorts } from '@decouple/messaging-core';
import {
  InMemoryAttemptStore,
  InMemoryDeadLetterAdmin,
  InMemoryDeadLetterStore,
  InMemoryOutboxStore,
} from '@decouple/messaging-core/in-memory';
import { InMemoryLedgerQueries, InMemorySalesLedger } from '@decouple/sales-domain/in-memory';
import type { Store } from './store';

/** Keeps all data in the memory of the process. */
export function memoryStore({ clock, monotonic }: RuntimePorts): Store {
  const outbox: InMemoryOutboxStore = new InMemoryOutboxStore(monotonic, {
    onRefused: (entry, reason) => deadLetters.addNow(deadLetterOfRefused(entry, reason)),
  });
  const attempts = new InMemoryAttemptStore(clock, outbox);
  const deadLetters = new InMemoryDeadLetterStore(clock, outbox, attempts);
  const ledger = new InMemorySalesLedger(outbox);
  return {
    ledger,
    queries: new InMemoryLedgerQueries(ledger),
    outbox,
    attempts,
    deadLetters,
    deadLetterAdmin: new InMemoryDeadLetterAdmin(clock, deadLetters, outbox),
    now: async () => clock.now(),
    probe: async () => undefined,
    close: async () => undefined,
  };
}
