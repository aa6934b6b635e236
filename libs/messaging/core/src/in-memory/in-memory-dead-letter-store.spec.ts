import { describeDeadLetterStoreContract, VirtualClock, VirtualTimers } from '../testing';
import { InMemoryAttemptStore, InMemoryDeadLetterStore, InMemoryOutboxStore } from '.';

describeDeadLetterStoreContract('InMemoryDeadLetterStore', async () => {
  const clock = new VirtualClock();
  const outbox = new InMemoryOutboxStore(clock);
  const attempts = new InMemoryAttemptStore(clock, outbox);
  return {
    store: new InMemoryDeadLetterStore(clock, outbox, attempts),
    outbox,
    attempts,
    passTime: (milliseconds) => new VirtualTimers(clock).advance(milliseconds),
    close: async () => undefined,
  };
});
