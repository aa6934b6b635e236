import { describeDeadLetterAdminContract, VirtualClock, VirtualTimers } from '../testing';
import { InMemoryAttemptStore, InMemoryDeadLetterAdmin, InMemoryDeadLetterStore, InMemoryOutboxStore } from '.';

describeDeadLetterAdminContract('InMemoryDeadLetterAdmin', async () => {
  const clock = new VirtualClock();
  const outbox = new InMemoryOutboxStore(clock);
  const store = new InMemoryDeadLetterStore(clock, outbox, new InMemoryAttemptStore(clock, outbox));
  return {
    admin: new InMemoryDeadLetterAdmin(clock, store, outbox),
    store,
    outbox,
    passTime: (milliseconds) => new VirtualTimers(clock).advance(milliseconds),
    now: async () => clock.now(),
    close: async () => undefined,
  };
});
