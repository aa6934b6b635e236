import { deadLetterOfRefused } from '../outbox/dead-letter-of-refused';
import type { OutgoingMessage } from '../message/outgoing-message';
import { describeOutboxStoreContract, VirtualClock, VirtualTimers } from '../testing';
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
