/// <reference types="jest" />
import type { MessageKey } from '../message/message-key';
import type { OutgoingMessage } from '../message/outgoing-message';
import type { StoredDeadLetter } from '../dead-letters/dead-letter-store.port';
import type { OutboxMonitor } from '../outbox/outbox-monitor.port';
import type { PublishResult } from '../outbox/message-publisher.port';
import type { OutboxEntry, OutboxStore } from '../outbox/outbox-store.port';
import { Deferred } from './deferred';
import { anOutgoingMessage } from './outgoing-message.builder';

export interface OutboxStoreSubject {
  readonly store: OutboxStore & OutboxMonitor;
  /** The same outbox as another process sees it. */
  readonly other: OutboxStore & OutboxMonitor;
  /** Messages that the store's hook was told of as sent. */
  readonly sent: readonly OutgoingMessage[];
  deadLetter(key: MessageKey): Promise<StoredDeadLetter | undefined>;
  /** Lets time pass for the entries. */
  passTime(milliseconds: number): Promise<void>;
  close(): Promise<void>;
}

const SENT: PublishResult = { status: 'sent' };
const UNAVAILABLE: PublishResult = { status: 'unavailable', reason: 'down' };

/** What every adapter of the `OutboxStore` port promises. */
export function describeOutboxStoreContract(name: string, factory: () => Promise<OutboxStoreSubject>): void {
  describe(`${name} as an OutboxStore`, () => {
    let subject: OutboxStoreSubject;

    beforeEach(async () => {
      subject = await factory();
    });

    afterEach(() => subject.close());

    /** Relays one batch, answers the same for every entry, and tells what was handed over. */
    async function relayAll(
      answer: PublishResult,
      limit = 100,
      store = subject.store,
    ): Promise<readonly OutboxEntry[]> {
      let handedOver: readonly OutboxEntry[] = [];
      await store.relay(limit, async (entries) => {
        handedOver = entries;
        return entries.map(() => answer);
      });
      return handedOver;
    }

    const idsOf = (messages: readonly MessageKey[]): string[] => messages.map(({ id }) => id);

    it('hands over what was added, unchanged and without failed attempts', async () => {
      const message = anOutgoingMessage();
      await subject.store.add([message]);

      expect(await relayAll(SENT)).toEqual([{ ...message, attempts: 0 }]);
    });

    it('hands over entries in the order of their due times, and no more than the limit', async () => {
      const messages = Array.from({ length: 5 }, () => anOutgoingMessage());
      for (const message of messages) {
        await subject.store.add([message]);
        await subject.passTime(1);
      }

      expect(idsOf(await relayAll(SENT, 3))).toEqual(idsOf(messages.slice(0, 3)));
      expect(idsOf(await relayAll(SENT, 3))).toEqual(idsOf(messages.slice(3)));
    });

    it('leaves a message alone that is there already', async () => {
      const message = anOutgoingMessage();
      await subject.store.add([message]);
      await subject.store.add([{ ...message, body: 'changed' }, anOutgoingMessage({ source: message.source })]);
      await subject.store.add([{ ...message, source: 'urn:other' }]);

      const handedOver = await relayAll(SENT);
      expect(handedOver).toHaveLength(3);
      expect(handedOver.filter(({ id }) => id === message.id).map(({ source, body }) => ({ source, body }))).toEqual([
        { source: message.source, body: message.body },
        { source: 'urn:other', body: message.body },
      ]);
    });

    it('sends one message to two queues, and settles each on its own', async () => {
      const message = anOutgoingMessage({ queue: 'orders' });
      const copy = { ...message, queue: 'invoices' };
      await subject.store.add([message, copy, message]);
      await subject.store.add([copy]);

      expect((await subject.store.backlog()).count).toBe(2);
      await subject.store.relay(10, async (entries) =>
        entries.map(({ queue }) => (queue === 'orders' ? SENT : UNAVAILABLE)),
      );
      expect(await relayAll(SENT)).toEqual([{ ...copy, attempts: 0 }]);
      expect(subject.sent.map(({ queue }) => queue).sort()).toEqual(['invoices', 'orders']);
    });

    it('keeps the group of a message', async () => {
      const message = anOutgoingMessage({ groupId: 'tenant-7' });
      await subject.store.add([message]);

      expect(await relayAll(SENT)).toEqual([{ ...message, attempts: 0 }]);
    });

    it('takes a message once that comes twice in one call, and nothing for no messages', async () => {
      const message = anOutgoingMessage();
      await subject.store.add([message, message]);
      await subject.store.add([]);

      expect((await subject.store.backlog()).count).toBe(1);
    });

    it('removes what was sent, counts it, and tells its hook of it', async () => {
      const messages = [anOutgoingMessage(), anOutgoingMessage(), anOutgoingMessage()];
      await subject.store.add(messages);
      const [first, second, third] = messages as [OutgoingMessage, OutgoingMessage, OutgoingMessage];
      const batch = await subject.store.relay(10, async (entries) =>
        entries.map(({ id }) => (id === second.id ? UNAVAILABLE : SENT)),
      );

      expect(batch).toEqual({ claimed: 3, sent: 2 });
      expect(idsOf(subject.sent).sort()).toEqual([first.id, third.id]);
      expect(idsOf(await relayAll(SENT))).toEqual([second.id]);
    });

    it('takes a message again after it was sent', async () => {
      const message = anOutgoingMessage();
      await subject.store.add([message]);
      await relayAll(SENT);
      await subject.store.add([message]);

      expect(idsOf(await relayAll(SENT))).toEqual([message.id]);
    });

    it('leaves an entry as it is when its result is unavailable or missing', async () => {
      const message = anOutgoingMessage();
      await subject.store.add([message]);

      await relayAll(UNAVAILABLE);
      expect(await subject.store.relay(10, async () => [])).toEqual({ claimed: 1, sent: 0 });
      expect(await relayAll(SENT)).toEqual([{ ...message, attempts: 0 }]);
    });

    it('hands an entry over again after its delay, with one more attempt, and not before', async () => {
      const message = anOutgoingMessage();
      await subject.store.add([message]);
      await relayAll({ status: 'failed', retryAfterMilliseconds: 60_000, reason: 'throttled' });

      await subject.passTime(50_000);
      expect(await relayAll(SENT)).toEqual([]);
      await subject.passTime(10_001);
      expect(await relayAll({ status: 'failed', retryAfterMilliseconds: 0, reason: 'throttled' })).toEqual([
        { ...message, attempts: 1 },
      ]);
      await subject.passTime(1);
      expect(await relayAll(SENT)).toEqual([{ ...message, attempts: 2 }]);
    });

    it('puts an entry that failed behind those that were due before it', async () => {
      const [first, second] = [anOutgoingMessage(), anOutgoingMessage()];
      await subject.store.add([first]);
      await relayAll({ status: 'failed', retryAfterMilliseconds: 1_000, reason: 'throttled' });
      await subject.store.add([second]);
      await subject.passTime(2_000);

      expect(idsOf(await relayAll(SENT))).toEqual([second.id, first.id]);
    });

    it('moves a refused entry to the dead letters, with the reason', async () => {
      const message = anOutgoingMessage({ queue: 'no-such-queue' });
      await subject.store.add([message]);
      await relayAll({ status: 'refused', reason: 'There is no such queue.' });

      expect(await relayAll(SENT)).toEqual([]);
      expect(await subject.deadLetter(message)).toMatchObject({
        ...message,
        reasonCode: 'refused-by-broker',
        errorMessage: 'There is no such queue.',
        attempts: 1,
      });
      expect(subject.sent).toEqual([]);
    });

    it('does not call deliver for no entries', async () => {
      const deliver = jest.fn();

      expect(await subject.store.relay(10, deliver)).toEqual({ claimed: 0, sent: 0 });
      expect(deliver).not.toHaveBeenCalled();
    });

    it('leaves every entry as it was when deliver rejects, and rejects with the same error', async () => {
      const message = anOutgoingMessage();
      await subject.store.add([message]);
      const reason = Object.assign(new Error('the broker is down'), { code: 'ECONNREFUSED' });

      await expect(subject.store.relay(10, () => Promise.reject(reason))).rejects.toBe(reason);
      expect(subject.sent).toEqual([]);
      expect(await relayAll(SENT)).toEqual([{ ...message, attempts: 0 }]);
    });

    it('never hands an entry to two relays at once', async () => {
      const messages = Array.from({ length: 6 }, () => anOutgoingMessage());
      await subject.store.add(messages);
      const holding = new Deferred<readonly OutboxEntry[]>();
      const release = new Deferred();
      const firstRelay = subject.store.relay(4, async (entries) => {
        holding.resolve(entries);
        await release.promise;
        return entries.map(() => SENT);
      });
      const held = await holding.promise;

      const others = await relayAll(UNAVAILABLE, 100, subject.other);
      expect(held).toHaveLength(4);
      expect(others).toHaveLength(2);
      expect(new Set(idsOf([...held, ...others]))).toEqual(new Set(idsOf(messages)));
      release.resolve();
      expect(await firstRelay).toEqual({ claimed: 4, sent: 4 });
    });

    it('delivers each entry once when many relays share the work', async () => {
      const messages = Array.from({ length: 200 }, () => anOutgoingMessage());
      await subject.store.add(messages);
      const delivered: string[] = [];
      const work = async (store: OutboxStore): Promise<void> => {
        for (;;) {
          const { claimed } = await store.relay(7, async (entries) => {
            delivered.push(...idsOf(entries));
            return entries.map(() => SENT);
          });
          if (claimed === 0) return;
        }
      };
      await Promise.all([work(subject.store), work(subject.other), work(subject.store), work(subject.other)]);

      expect(delivered.sort()).toEqual(idsOf(messages));
      expect(idsOf(subject.sent).sort()).toEqual(idsOf(messages));
    });

    it('names the entry that has been due for longest, also while a relay holds it, and none that waits', async () => {
      const [waiting, first, second] = [anOutgoingMessage(), anOutgoingMessage(), anOutgoingMessage()];
      expect(await subject.store.longestDue()).toBeUndefined();
      await subject.store.add([waiting]);
      await relayAll({ status: 'failed', retryAfterMilliseconds: 60_000, reason: 'throttled' });
      expect(await subject.store.longestDue()).toBeUndefined();
      for (const message of [first, second]) await subject.store.add([message]);
      const name = await subject.store.longestDue();
      let nameOfHeld: string | undefined;
      await subject.store.relay(1, async () => {
        nameOfHeld = await subject.store.longestDue();
        return [SENT];
      });
      const next = await subject.store.longestDue();

      expect(name).toBeDefined();
      expect(nameOfHeld).toBe(name);
      expect(next).toBeDefined();
      expect(next).not.toBe(name);
    });

    it('measures its backlog: how many entries, and the age of the oldest', async () => {
      expect(await subject.store.backlog()).toEqual({ count: 0, oldestAgeSeconds: 0 });

      await subject.store.add([anOutgoingMessage()]);
      await subject.passTime(90_000);
      await subject.store.add([anOutgoingMessage(), anOutgoingMessage()]);

      const { count, oldestAgeSeconds } = await subject.store.backlog();
      expect(count).toBe(3);
      expect(oldestAgeSeconds).toBeGreaterThanOrEqual(90);
      expect(oldestAgeSeconds).toBeLessThan(120);
    });
  });
}
