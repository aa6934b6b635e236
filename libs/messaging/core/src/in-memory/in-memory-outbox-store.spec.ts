import { deadLetterOfRefused } from '../outbox/dead-letter-of-refused';
import type { OutgoingMessage } from '../message/outgoing-message';
import { anOutgoingMessage, describeOutboxStoreContract, VirtualClock, VirtualTimers } from '../testing';
import { InMemoryAttemptStore, InMemoryDeadLetterStore, InMemoryOutboxStore } from '.';

describeOutboxStoreContract('InMemoryOutboxStore', async () => {
  const clock = new VirtualClock();
  const sent: OutgoingMessage[] = [];
  const store = new InMemoryOutboxStore(clock, {
    onSent: (messages) => sent.push(...messages),
    onRefused: (entry, reason) => deadLetters.addNow(deadLetterOfRefused(entry, reason)),
  });
  const deadLetters = new InMemoryDeadLetterStore(clock, store, new InMemoryAttemptStore(clock, store));
  return {
    store,
    other: store,
    sent,
    deadLetter: (key) => deadLetters.find(key),
    passTime: (milliseconds) => new VirtualTimers(clock).advance(milliseconds),
    close: async () => undefined,
  };
});

it('InMemoryOutboxStore hands the group id to the relay', async () => {
  const store = new InMemoryOutboxStore(new VirtualClock());
  await store.add([anOutgoingMessage({ groupId: 'customer-1' }), anOutgoingMessage()]);
  const groups: (string | undefined)[] = [];
  await store.relay(10, async (entries) => {
    groups.push(...entries.map(({ groupId }) => groupId));
    return entries.map(() => ({ status: 'sent' }));
  });

  expect(groups).toEqual(['customer-1', undefined]);
});
