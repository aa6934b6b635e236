import { describeAttemptStoreContract, VirtualClock, VirtualTimers } from '../testing';
import { InMemoryAttemptStore } from '.';

describeAttemptStoreContract('InMemoryAttemptStore', async () => {
  const clock = new VirtualClock();
  const store = new InMemoryAttemptStore(clock);
  return {
    store,
    other: store,
    passTime: (milliseconds) => new VirtualTimers(clock).advance(milliseconds),
    now: async () => clock.now(),
    close: async () => undefined,
  };
});
