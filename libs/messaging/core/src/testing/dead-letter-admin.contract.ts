/// <reference types="jest" />
import { redrivenMessage } from '../dead-letters/redriven-message';
import type { OutgoingMessage } from '../message/outgoing-message';
import type { DeadLetterFilter, DeadLetterAdmin, DeadLetterRecord } from '../dead-letters/dead-letter-admin.port';
import type { DeadLetter, DeadLetterStore } from '../dead-letters/dead-letter-store.port';
import type { OutboxStore } from '../outbox/outbox-store.port';
import { aDeadLetter } from './dead-letter.builder';
import { anOutgoingMessage } from './outgoing-message.builder';

export interface DeadLetterAdminSubject {
  readonly admin: DeadLetterAdmin;
  /** The source of dead letters, and the outbox that redriven messages go to. */
  readonly store: DeadLetterStore;
  readonly outbox: OutboxStore;
  /** Lets time pass for dead letters, decisions and outbox. */
  passTime(milliseconds: number): Promise<void>;
  /** The clock that dates dead letters. */
  now(): Promise<Date>;
  close(): Promise<void>;
}

const AUDIT = { operator: 'ada', reason: 'The currency table is corrected (INC-7).' };
const REDRIVE = { action: 'redrive', limit: 100, secondsApart: 0, announce: () => [], ...AUDIT } as const;
const DISCARD = { action: 'discard', limit: 100, ...AUDIT } as const;
const PAGE = { limit: 100 };

/** What every adapter of the `DeadLetterAdmin` port promises. */
export function describeDeadLetterAdminContract(name: string, factory: () => Promise<DeadLetterAdminSubject>): void {
  describe(`${name} as a DeadLetterAdmin`, () => {
    let subject: DeadLetterAdminSubject;

    beforeEach(async () => {
      subject = await factory();
    });

    afterEach(() => subject.close());

    async function filed(...facts: Partial<DeadLetter>[]): Promise<DeadLetter[]> {
      const deadLetters = facts.map((fact) => aDeadLetter(fact));
      for (const deadLetter of deadLetters) await subject.store.add(deadLetter);
      return deadLetters;
    }

    /** Message ids of what the filter finds, in the order of the list. */
    async function idsOf(filter: DeadLetterFilter = {}): Promise<string[]> {
      return (await subject.admin.list(filter, PAGE)).map(({ id }) => id);
    }

    async function onlyDeadLetter(): Promise<DeadLetterRecord> {
      const [deadLetter, ...others] = await subject.admin.list({}, PAGE);
      if (deadLetter === undefined || others.length > 0)
        throw new Error(`There are ${others.length + 1} letters or none.`);
      return deadLetter;
    }

    /** Sends everything that is due. */
    async function relayed(): Promise<OutgoingMessage[]> {
      const messages: OutgoingMessage[] = [];
      await subject.outbox.relay(1_000, async (entries) => {
        messages.push(...entries.map(({ attempts: _, ...message }) => message));
        return entries.map(() => ({ status: 'sent' }));
      });
      return messages;
    }

    describe('looking', () => {
      it('shows a letter as it was filed, with a number', async () => {
        const [deadLetter] = await filed({});

        expect(await onlyDeadLetter()).toMatchObject({
          ...deadLetter,
          deadLetterId: expect.stringMatching(/^\d+$/) as string,
        });
      });

      it('shows a letter of which little is known', async () => {
        await filed({ type: undefined, errorStack: undefined, traceparent: undefined, body: '' });

        expect(await onlyDeadLetter()).toMatchObject({
          type: undefined,
          errorStack: undefined,
          traceparent: undefined,
          body: '',
        });
      });

      it('lists in pages, those filed last first', async () => {
        const deadLetters = await filed({}, {}, {}, {}, {});
        const pages: string[][] = [];
        for (let after: string | undefined; ;) {
          const page = await subject.admin.list({}, { after, limit: 2 });
          if (page.length === 0) break;
          pages.push(page.map(({ id }) => id));
          after = page.at(-1)?.deadLetterId;
        }

        const [first, second, third, fourth, fifth] = deadLetters.map(({ id }) => id);
        expect(pages).toEqual([[fifth, fourth], [third, second], [first]]);
      });

      it('keeps the number of a letter that fails again, and shows it as it is now', async () => {
        const [deadLetter] = await filed({});
        const before = await onlyDeadLetter();
        await subject.store.add({ ...deadLetter!, reasonCode: 'order-unknown' });

        expect(await onlyDeadLetter()).toMatchObject({
          deadLetterId: before.deadLetterId,
          reasonCode: 'order-unknown',
        });
      });

      it.each<[string, Partial<DeadLetter>, DeadLetterFilter]>([
        ['queue', { queue: 'order-status' }, { queue: 'order-status' }],
        ['type', { type: 'test.else.v1' }, { type: 'test.else.v1' }],
        ['reason', { reasonCode: 'message-invalid' }, { reasonCode: 'message-invalid' }],
        ['message', { id: 'the-one' }, { messageId: 'the-one' }],
      ])('finds by %s', async (_, facts, filter) => {
        const [meant] = await filed(facts, {}, {});

        expect(await idsOf(filter)).toEqual([meant?.id]);
      });

      it('finds by number, any number of them, also ones that are not there', async () => {
        const [first, , third] = await filed({}, {}, {});
        const deadLetters = await subject.admin.list({}, PAGE);
        const deadLetterIds = deadLetters
          .filter(({ id }) => id === first?.id || id === third?.id)
          .map((one) => one.deadLetterId);

        expect(await idsOf({ deadLetterIds: [...deadLetterIds, '999999999999'] })).toEqual([third?.id, first?.id]);
        expect(await idsOf({ deadLetterIds: [] })).toEqual([]);
      });

      it('finds by the time of the last failure', async () => {
        const [old] = await filed({});
        await subject.passTime(60_000);
        const between = new Date((await subject.now()).getTime() - 30_000);
        const [young] = await filed({});

        expect(await idsOf({ seenBefore: between })).toEqual([old?.id]);
        expect(await idsOf({ seenSince: between })).toEqual([young?.id]);
      });

      it('finds what meets every condition', async () => {
        const [meant] = await filed({ queue: 'a', reasonCode: 'x' }, { queue: 'a', reasonCode: 'y' }, { queue: 'b' });

        expect(await idsOf({ queue: 'a', reasonCode: 'x', type: meant?.type })).toEqual([meant?.id]);
      });

      it('counts by queue, type and reason, the largest group first', async () => {
        const type = 'test.happened.v1';
        await filed({ reasonCode: 'x' }, { reasonCode: 'y', type: undefined }, { reasonCode: 'x' });

        expect(await subject.admin.groups({})).toMatchObject([
          { queue: 'orders', type, reasonCode: 'x', letters: 2 },
          { queue: 'orders', type: undefined, reasonCode: 'y', letters: 1 },
        ]);
        expect(await subject.admin.groups({ reasonCode: 'y' })).toHaveLength(1);
        expect(await subject.admin.groups({ reasonCode: 'z' })).toEqual([]);
      });

      it('returns when a group began and when it failed last', async () => {
        await filed({});
        await subject.passTime(60_000);
        await filed({});
        const [group] = await subject.admin.groups({});

        expect(group!.lastSeenAt.getTime() - group!.firstSeenAt.getTime()).toBeGreaterThanOrEqual(60_000);
      });
    });

    describe('redriving', () => {
      it('puts the original message into the outbox, and takes the letter out', async () => {
        const [deadLetter] = await filed({});

        expect(await subject.admin.decide({}, REDRIVE)).toEqual({ letters: 1, skipped: 0 });
        expect(await relayed()).toEqual([redrivenMessage(deadLetter!)]);
        expect(await idsOf()).toEqual([]);
      });

      it('sends what could not be read, as it is', async () => {
        await filed({ type: undefined, source: 'broker:orders', body: 'this is not JSON “保険料”' });
        await subject.admin.decide({}, REDRIVE);

        expect(await relayed()).toMatchObject([{ queue: 'orders', body: 'this is not JSON “保険料”' }]);
      });

      it('takes only what the filter finds', async () => {
        const [meant, other] = await filed({ reasonCode: 'x' }, { reasonCode: 'y' });
        await subject.admin.decide({ reasonCode: 'x' }, REDRIVE);

        expect((await relayed()).map(({ id }) => id)).toEqual([meant?.id]);
        expect(await idsOf()).toEqual([other?.id]);
      });

      it('takes as many as the limit says, those that were filed first', async () => {
        const [first, second, third] = await filed({}, {}, {});

        expect(await subject.admin.decide({}, { ...REDRIVE, limit: 2 })).toEqual({ letters: 2, skipped: 0 });
        expect((await relayed()).map(({ id }) => id)).toEqual([first?.id, second?.id]);
        expect(await idsOf()).toEqual([third?.id]);
      });

      it('makes the messages due one after the other, in the order in which they were filed', async () => {
        // Ids against the order of filing: the one must not be taken for the other.
        await filed({ id: 'c' }, { id: 'b' }, { id: 'a' });
        await subject.admin.decide({}, { ...REDRIVE, secondsApart: 60 });

        expect((await relayed()).map(({ id }) => id)).toEqual(['c']);
        await subject.passTime(60_000);
        expect((await relayed()).map(({ id }) => id)).toEqual(['b']);
        await subject.passTime(60_000);
        expect((await relayed()).map(({ id }) => id)).toEqual(['a']);
      });

      it('adds what tells others of it, due at once', async () => {
        const deadLetters = await filed({}, {});
        const news = new Map(deadLetters.map(({ id }) => [id, anOutgoingMessage()]));
        const announce = ({ id }: DeadLetterRecord): readonly OutgoingMessage[] => [news.get(id)!];
        await subject.admin.decide({}, { ...REDRIVE, secondsApart: 3_600, announce });

        const ids = (await relayed()).map(({ id }) => id);
        expect(ids.sort()).toEqual([deadLetters[0]!.id, ...[...news.values()].map(({ id }) => id)].sort());
      });

      it('files a message that fails again as a new letter', async () => {
        const [deadLetter] = await filed({});
        const { deadLetterId } = await onlyDeadLetter();
        await subject.admin.decide({}, REDRIVE);
        await relayed();
        await subject.store.add(deadLetter!);

        expect(Number((await onlyDeadLetter()).deadLetterId)).toBeGreaterThan(Number(deadLetterId));
      });

      it('redrives a message that the outbox holds for another queue', async () => {
        const [deadLetter] = await filed({});
        await subject.outbox.add([{ ...redrivenMessage(deadLetter!), queue: 'another-queue' }]);

        expect(await subject.admin.decide({}, REDRIVE)).toEqual({ letters: 1, skipped: 0 });
        expect((await relayed()).map(({ queue }) => queue).sort()).toEqual(['another-queue', deadLetter!.queue].sort());
        expect(await idsOf()).toEqual([]);
      });

      it('takes the letter of a message that is waiting to be sent already', async () => {
        const [deadLetter] = await filed({});
        await subject.outbox.add([redrivenMessage(deadLetter!)]);

        expect(await subject.admin.decide({}, REDRIVE)).toEqual({ letters: 1, skipped: 0 });
        expect(await relayed()).toHaveLength(1);
      });

      it('redrives a letter once, however many decide at the same time', async () => {
        await filed({}, {}, {});
        const results = await Promise.all(Array.from({ length: 4 }, () => subject.admin.decide({}, REDRIVE)));

        expect(results.reduce((sum, { letters }) => sum + letters, 0)).toBe(3);
        expect(await relayed()).toHaveLength(3);
      });
    });

    describe('discarding', () => {
      it('takes the letters out and sends nothing', async () => {
        const [, other] = await filed({ reasonCode: 'x' }, { reasonCode: 'y' });

        expect(await subject.admin.decide({ reasonCode: 'x' }, DISCARD)).toEqual({ letters: 1, skipped: 0 });
        expect(await idsOf()).toEqual([other?.id]);
        expect(await relayed()).toEqual([]);
      });
    });

    describe('the audit', () => {
      it('records operator, action, time, reason and dead letters', async () => {
        const [deadLetter] = await filed({});
        const { deadLetterId } = await onlyDeadLetter();
        await subject.admin.decide({}, DISCARD);
        const [decision, ...others] = await subject.admin.decisions(10);

        expect(others).toEqual([]);
        expect(decision).toMatchObject({ action: 'discard', ...AUDIT, letters: 1, skipped: 0 });
        const { id, queue, reasonCode, source, type } = deadLetter!;
        expect(decision?.decided).toEqual([{ deadLetterId, queue, source, id, type, reasonCode }]);
        expect(Math.abs(decision!.decidedAt.getTime() - (await subject.now()).getTime())).toBeLessThan(60_000);
      });

      it('tells also of what changed nothing, the newest decision first', async () => {
        await subject.admin.decide({}, { ...DISCARD, operator: 'first' });
        await subject.admin.decide({}, { ...REDRIVE, operator: 'second' });

        expect(await subject.admin.decisions(10)).toMatchObject([
          { action: 'redrive', operator: 'second', letters: 0, decided: [] },
          { action: 'discard', operator: 'first', letters: 0, decided: [] },
        ]);
        expect(await subject.admin.decisions(1)).toHaveLength(1);
      });

      it('deletes old decisions, the oldest first, and no more at once than its limit', async () => {
        for (const operator of ['first', 'second', 'third']) {
          await subject.admin.decide({}, { ...DISCARD, operator });
          await subject.passTime(60_000);
        }
        const beforeThird = new Date((await subject.now()).getTime() - 90_000);
        const left = async () => (await subject.admin.decisions(10)).map(({ operator }) => operator);

        expect(await subject.admin.deleteDecisionsOlderThan(beforeThird, 1)).toBe(1);
        expect(await left()).toEqual(['third', 'second']);
        expect(await subject.admin.deleteDecisionsOlderThan(beforeThird, 10)).toBe(1);
        expect(await left()).toEqual(['third']);
      });

      it('never deletes a dead letter without a decision', async () => {
        const [deadLetter] = await filed({});
        await subject.passTime(60_000);

        expect(await subject.admin.deleteDecisionsOlderThan(await subject.now(), 10)).toBe(0);
        expect(await idsOf()).toEqual([deadLetter?.id]);
      });
    });
  });
}
