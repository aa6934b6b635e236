/// <reference types="jest" />
import type { AttemptStore } from '../consuming/attempt-store.port';
import type { DeadLetterStore, StoredDeadLetter } from '../dead-letters/dead-letter-store.port';
import type { OutboxStore } from '../outbox/outbox-store.port';
import { aDeadLetter } from './dead-letter.builder';
import { anOutgoingMessage } from './outgoing-message.builder';

export interface DeadLetterStoreSubject {
  readonly store: DeadLetterStore;
  /** The outbox and the attempts that belong to it. */
  readonly outbox: OutboxStore;
  readonly attempts: AttemptStore;
  /** Lets time pass between two dead letters. */
  passTime(milliseconds: number): Promise<void>;
  close(): Promise<void>;
}

/** What every adapter of the `DeadLetterStore` port promises. */
export function describeDeadLetterStoreContract(name: string, factory: () => Promise<DeadLetterStoreSubject>): void {
  describe(`${name} as a DeadLetterStore`, () => {
    let subject: DeadLetterStoreSubject;

    beforeEach(async () => {
      subject = await factory();
    });

    afterEach(() => subject.close());

    async function found(key: { source: string; id: string }): Promise<StoredDeadLetter> {
      const deadLetter = await subject.store.find(key);
      if (deadLetter === undefined) throw new Error(`There is no dead letter ${key.id}.`);
      return deadLetter;
    }

    it('keeps the whole letter, seen for the first and the last time now', async () => {
      const deadLetter = aDeadLetter();
      await subject.store.add(deadLetter);

      const { firstSeenAt, lastSeenAt, ...kept } = await found(deadLetter);
      expect(kept).toEqual(deadLetter);
      expect(lastSeenAt).toEqual(firstSeenAt);
    });

    it('keeps a letter of which little is known', async () => {
      const deadLetter = aDeadLetter({ type: undefined, errorStack: undefined, traceparent: undefined, body: '' });
      await subject.store.add(deadLetter);

      expect(await found(deadLetter)).toMatchObject(deadLetter);
    });

    it('finds nothing for a message that was never added', async () => {
      const deadLetter = aDeadLetter();
      await subject.store.add(deadLetter);

      expect(await subject.store.find({ source: 'urn:other', id: deadLetter.id })).toBeUndefined();
      expect(await subject.store.find({ source: deadLetter.source, id: `${deadLetter.id}-other` })).toBeUndefined();
    });

    it('updates a letter that is there already: reason, attempts, last seen', async () => {
      const deadLetter = aDeadLetter();
      await subject.store.add(deadLetter);
      const { firstSeenAt } = await found(deadLetter);
      await subject.passTime(1_000);
      const again = { ...deadLetter, reasonCode: 'order-unknown', errorMessage: 'no such order', attempts: 9 };
      await subject.store.add(again);

      const { firstSeenAt: stillFirst, lastSeenAt, ...kept } = await found(deadLetter);
      expect(kept).toEqual(again);
      expect(await subject.store.count()).toBe(1);
      expect(lastSeenAt.getTime() - stillFirst.getTime()).toBeGreaterThanOrEqual(1_000);
      expect(firstSeenAt.getTime() - stillFirst.getTime()).toBeGreaterThanOrEqual(0);
    });

    it('counts a letter per queue and message', async () => {
      expect(await subject.store.count()).toBe(0);
      const deadLetter = aDeadLetter();
      for (const one of [deadLetter, deadLetter, { ...deadLetter, queue: 'order-status' }, aDeadLetter()]) {
        await subject.store.add(one);
      }

      expect(await subject.store.count()).toBe(3);
    });

    it('adds the announcements to the outbox', async () => {
      const announcements = [anOutgoingMessage(), anOutgoingMessage()];
      expect(await subject.store.add(aDeadLetter(), () => announcements)).toBe(2);
      expect(await subject.store.add(aDeadLetter())).toBe(0);

      const relayed: string[] = [];
      await subject.outbox.relay(10, async (entries) => {
        relayed.push(...entries.map(({ id }) => id));
        return entries.map(() => ({ status: 'sent' }));
      });
      expect(relayed.sort()).toEqual(announcements.map(({ id }) => id));
    });

    it('forgets the attempts counted for the message, and no others', async () => {
      const deadLetter = aDeadLetter();
      const other = anOutgoingMessage();
      for (const message of [deadLetter, deadLetter, other]) await subject.attempts.countFailure(message);
      await subject.store.add(deadLetter);

      expect(await subject.attempts.countFailure(deadLetter)).toMatchObject({ attempt: 1 });
      expect(await subject.attempts.countFailure(other)).toMatchObject({ attempt: 2 });
    });

    it('keeps one letter of a message that is added many times at once', async () => {
      const deadLetter = aDeadLetter();
      await Promise.all(Array.from({ length: 8 }, () => subject.store.add(deadLetter)));

      expect(await subject.store.count()).toBe(1);
    });
  });
}
