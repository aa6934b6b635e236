import {
  InMemoryAttemptStore,
  InMemoryDeadLetterAdmin,
  InMemoryDeadLetterStore,
  InMemoryOutboxStore,
} from '../in-memory';
import type { OutgoingMessage } from '../message/outgoing-message';
import { aDeadLetter, anOrderPlaced, anOutgoingMessage, type OrderPlaced, readOrder, VirtualClock } from '../testing';
import { DecideDeadLetters, MAX_DEAD_LETTERS_PER_DECISION } from './decide-dead-letters';
import type { RedriveAnnouncer } from '../announcing/redrive-announcer';

const AUDIT = { operator: 'ada', reason: 'mended' };
const ALL = { filter: {}, dryRun: false, ...AUDIT };
const message = anOrderPlaced({ id: 'a' });

function setUp(announcer: RedriveAnnouncer<OrderPlaced> = { redriven: () => [] }) {
  const clock = new VirtualClock();
  const outbox = new InMemoryOutboxStore(clock);
  const store = new InMemoryDeadLetterStore(clock, outbox, new InMemoryAttemptStore(clock, outbox));
  const admin = new InMemoryDeadLetterAdmin(clock, store, outbox);
  const nudge = jest.fn();
  return { decide: new DecideDeadLetters({ admin, announcer, read: readOrder, nudge }), nudge, admin, outbox, store };
}

async function filed({ store }: ReturnType<typeof setUp>, count: number, body?: string): Promise<void> {
  for (let n = 0; n < count; n += 1) await store.add(aDeadLetter(body === undefined ? {} : { body }));
}

describe('DecideDeadLetters', () => {
  it('redrives what matches, and nudges the relay', async () => {
    const subject = setUp();
    await filed(subject, 3);
    const outcome = await subject.decide.redrive({ ...ALL, messagesPerSecond: 2 });

    expect(outcome).toMatchObject({ dryRun: false, letters: 3, skipped: 0, remaining: 0, spreadSeconds: 1 });
    expect(outcome.groups).toMatchObject([{ letters: 3 }]);
    expect((await subject.outbox.backlog()).count).toBe(3);
    expect(subject.nudge).toHaveBeenCalledTimes(1);
  });

  it.each(['redrive', 'discard'] as const)('a dry %s tells what would happen, and changes nothing', async (action) => {
    const subject = setUp();
    await filed(subject, 3);
    const outcome = await subject.decide[action]({ ...ALL, dryRun: true, limit: 2 });

    expect(outcome).toMatchObject({ dryRun: true, letters: 2, remaining: 1, groups: [{ letters: 3 }] });
    expect(await subject.store.count()).toBe(3);
    expect(await subject.admin.decisions(1)).toEqual([]);
    expect((await subject.outbox.backlog()).count).toBe(0);
    expect(subject.nudge).not.toHaveBeenCalled();
  });

  it('discards what matches, and sends nothing', async () => {
    const subject = setUp();
    await filed(subject, 2);

    expect(await subject.decide.discard(ALL)).toMatchObject({ letters: 2, remaining: 0, spreadSeconds: 0 });
    expect(await subject.store.count()).toBe(0);
    expect((await subject.outbox.backlog()).count).toBe(0);
  });

  it.each(['redrive', 'discard'] as const)(
    'a %s takes no more than one decision may, and says how many are left',
    async (action) => {
      const subject = setUp();
      await filed(subject, MAX_DEAD_LETTERS_PER_DECISION + 1);

      expect(await subject.decide[action]({ ...ALL, limit: 1_000_000 })).toMatchObject({
        letters: MAX_DEAD_LETTERS_PER_DECISION,
        remaining: 1,
      });
    },
  );

  it('announces each message that can be read', async () => {
    const announced: OrderPlaced[] = [];
    const news = anOutgoingMessage();
    const redriven = (read: OrderPlaced): readonly OutgoingMessage[] => {
      announced.push(read);
      return [news];
    };
    const subject = setUp({ redriven });
    await filed(subject, 1, JSON.stringify(message));
    await filed(subject, 1, 'this is not JSON');
    await subject.decide.redrive(ALL);

    expect(announced).toEqual([message]);
    expect((await subject.outbox.backlog()).count).toBe(3);
  });

  it('passes on what goes wrong in an announcement, with the letters where they were', async () => {
    const bug = new TypeError('a bug');
    const subject = setUp({
      redriven: () => {
        throw bug;
      },
    });
    await filed(subject, 1, JSON.stringify(message));

    await expect(subject.decide.redrive(ALL)).rejects.toBe(bug);
    expect(await subject.store.count()).toBe(1);
  });
});
