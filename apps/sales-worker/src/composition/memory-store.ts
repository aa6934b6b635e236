import { deadLetterOfRefused } from '@decouple/messaging-core';
import {
  InMemoryAttemptStore,
  InMemoryDeadLetterOffice,
  InMemoryDeadLetterStore,
  InMemoryOutboxStore,
} from '@decouple/messaging-core/in-memory';
import type { Surroundings } from '@decouple/messaging-nest';
import { InMemoryLedgerRegister, InMemorySalesLedger } from '@decouple/sales-domain/in-memory';
import type { Store } from './store';

/** Keeps everything in the memory of the process, until it ends. */
export function memoryStore({ clock, monotonic }: Surroundings): Store {
  const outbox: InMemoryOutboxStore = new InMemoryOutboxStore(monotonic, {
    onRefused: (entry, reason) => deadLetters.addNow(deadLetterOfRefused(entry, reason)),
  });
  const attempts = new InMemoryAttemptStore(clock, outbox);
  const deadLetters = new InMemoryDeadLetterStore(clock, outbox, attempts);
  const ledger = new InMemorySalesLedger(outbox);
  return {
    ledger,
    register: new InMemoryLedgerRegister(ledger),
    outbox,
    attempts,
    deadLetters,
    deadLetterOffice: new InMemoryDeadLetterOffice(clock, deadLetters, outbox),
    now: async () => clock.now(),
    probe: async () => undefined,
    close: async () => undefined,
  };
}
