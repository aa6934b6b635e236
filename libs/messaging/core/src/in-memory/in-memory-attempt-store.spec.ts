import { describeAttemptStoreContract } from '../testing';
import { InMemoryAttemptStore } from '.';

describeAttemptStoreContract('InMemoryAttemptStore', async () => {
  const store = new InMemoryAttemptStore();
  return { store, other: store, close: async () => undefined };
});
