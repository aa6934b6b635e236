import { InMemoryOutboxStore } from '@decouple/messaging-core/in-memory';
import { VirtualClock } from '@decouple/messaging-core/testing';
import { markQueued } from '../payment/payment-transitions';
import { changePayment, anAcceptedPayment, describePaymentStoreContract, messageOf } from '../testing';
import { InMemoryPaymentStore } from '.';

const QUEUED_AT = new Date('2026-11-22T10:00:01.000Z');

describePaymentStoreContract('InMemoryPaymentStore', async () => {
  const outbox = new InMemoryOutboxStore(new VirtualClock(), {
    onSent: (messages) =>
      messages.forEach((message) => store.settleNow(message, ({ sent }, payment) => sent(payment, QUEUED_AT))),
    onRefused: (entry) => store.settleNow(entry, ({ refused }, payment) => refused(payment, entry.attempts, QUEUED_AT)),
  });
  const store = new InMemoryPaymentStore(outbox);
  return { store, other: store, outbox, queuedAt: QUEUED_AT, close: async () => undefined };
});

describe('InMemoryPaymentStore', () => {
  it('notifies of every payment that it has written, and of no other', async () => {
    const written: string[] = [];
    const store = new InMemoryPaymentStore(new InMemoryOutboxStore(new VirtualClock()), (id) => written.push(id));
    const [changed, same] = [anAcceptedPayment(), anAcceptedPayment()];
    for (const payment of [changed, same]) await store.add(payment, messageOf(payment));
    await changePayment(store, changed.id, (payment) => markQueued(payment, QUEUED_AT));
    await changePayment(store, same.id, (payment) => payment);

    expect(written).toEqual([changed.id]);
  });
});
