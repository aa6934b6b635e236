import { InMemoryOutboxStore } from '@decouple/messaging-core/in-memory';
import { systemTimers, VirtualClock } from '@decouple/messaging-core/testing';
import { describePaymentChangeNotifierContract } from '../testing';
import { InMemoryPaymentChangeNotifier, InMemoryPaymentStore } from '.';

describePaymentChangeNotifierContract('InMemoryPaymentChangeNotifier', async () => {
  const store = new InMemoryPaymentStore(new InMemoryOutboxStore(new VirtualClock()), (id) => changes.notify(id));
  const changes = new InMemoryPaymentChangeNotifier(
    systemTimers,
    async (id) => (await store.find('client-a', id))?.version,
  );
  return { changes, store, close: async () => undefined };
});
