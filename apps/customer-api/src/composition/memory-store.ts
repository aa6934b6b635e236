import { deadLetterOfRefused, type RuntimePorts } from '@decouple/messaging-core';
import {
  InMemoryAttemptStore,
  InMemoryDeadLetterAdmin,
  InMemoryDeadLetterStore,
  InMemoryOutboxStore,
} from '@decouple/messaging-core/in-memory';
import {
  InMemoryOverduePayments,
  InMemoryPaymentChangeNotifier,
  InMemoryPaymentAdminQueries,
  InMemoryPaymentRepairs,
  InMemoryPaymentStore,
} from '@decouple/payments-domain/in-memory';
import type { Store } from './store';

/** Keeps all data in the memory of the process. */
export function memoryStore({ clock, monotonic, timers }: RuntimePorts): Store {
  const outbox: InMemoryOutboxStore = new InMemoryOutboxStore(monotonic, {
    onSent: (messages) => {
      for (const message of messages) {
        payments.settleNow(message, ({ sent }, payment) => sent(payment, clock.now()));
      }
    },
    onRefused: (entry, reason) => {
      deadLetters.addNow(deadLetterOfRefused(entry, reason));
      payments.settleNow(entry, ({ refused }, payment) => refused(payment, entry.attempts, clock.now()));
    },
  });
  const attempts = new InMemoryAttemptStore(clock, outbox);
  const deadLetters = new InMemoryDeadLetterStore(clock, outbox, attempts);
  const payments: InMemoryPaymentStore = new InMemoryPaymentStore(outbox, (id) => changes.notify(id));
  const changes = new InMemoryPaymentChangeNotifier(timers, async (id) => payments.versionNow(id));
  const repairs = new InMemoryPaymentRepairs(payments, outbox, clock);
  return {
    payments,
    queries: new InMemoryPaymentAdminQueries(payments),
    repairs,
    audits: [repairs],
    changes,
    overdue: new InMemoryOverduePayments(payments, outbox, clock),
    outbox,
    attempts,
    deadLetters,
    deadLetterAdmin: new InMemoryDeadLetterAdmin(clock, deadLetters, outbox),
    now: async () => clock.now(),
    probe: async () => undefined,
    close: async () => undefined,
  };
}
