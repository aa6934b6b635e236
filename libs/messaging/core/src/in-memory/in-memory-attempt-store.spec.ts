import { describeAttemptStoreContract, VirtualClock, VirtualTimers } from '../testing';
import { InMemoryAttemptStore, InMemoryDeadLetterStore, InMemoryOutboxStore } from '.';

describeAttemptStoreContract('InMemoryAttemptStore', async () => {
  const clock = new VirtualClock();
  const outbox = new InMemoryOutboxStore(clock);
  const store = new InMemoryAttemptStore(clock, outbox);
  return {
    store,
    other: store,
    outbox,
    deadLetters: new InMemoryDeadLetterStore(clock, outbox, store),
    passTime: (milliseconds) => new VirtualTimers(clock).advance(milliseconds),
    now: async () => clock.now(),
    close: async () => undefined,
  };
});
