import { InMemoryAttemptStore, InMemoryOutboxStore } from '../in-memory';
import { anOutgoingMessage, VirtualClock, VirtualTimers } from '../testing';
import { PurgeHistory } from './purge-history';

const DAY = 24 * 60 * 60 * 1_000;

function subject(auditKeptDays = 30) {
  const clock = new VirtualClock();
  const timers = new VirtualTimers(clock);
  const attempts = new InMemoryAttemptStore(clock, new InMemoryOutboxStore(clock));
  const decisionsAsked: { readonly before: Date; readonly limit: number }[] = [];
  const admin = {
    deleteDecisionsOlderThan: async (before: Date, limit: number): Promise<number> => {
      decisionsAsked.push({ before, limit });
      return decisionsAsked.length < 3 ? limit : 7;
    },
  };
  const history = new PurgeHistory({
    attempts,
    admin,
    audits: [],
    auditKeptDays,
    now: async () => clock.now(),
    timers,
  });
  return { attempts, clock, decisionsAsked, history, timers };
}

describe('PurgeHistory', () => {
  it('forgets counts of attempts that no message of SQS can belong to any more, and keeps the others', async () => {
    const { attempts, history, timers } = subject(0);
    const [old, young] = [anOutgoingMessage(), anOutgoingMessage()];
    await attempts.countFailure(old);
    await timers.advance(2 * DAY);
    await attempts.countFailure(young);
    await timers.advance(14 * DAY);

    expect(await history.execute(new AbortController().signal)).toEqual({ attempts: 1, decisions: 0 });
    expect(await attempts.countFailure(old)).toMatchObject({ attempt: 1 });
    expect(await attempts.countFailure(young)).toMatchObject({ attempt: 2 });
  });

  it('goes on, batch by batch with pauses, until nothing is left to forget', async () => {
    const { clock, decisionsAsked, history, timers } = subject();
    const before = new Date(clock.now().getTime() - 30 * DAY);
    const forgetting = history.execute(new AbortController().signal);
    await timers.advance(50);
    expect(decisionsAsked).toHaveLength(1);
    await timers.advance(1_000);

    expect(await forgetting).toEqual({ attempts: 0, decisions: 2_007 });
    expect(decisionsAsked).toEqual([0, 1, 2].map(() => ({ before, limit: 1_000 })));
  });

  it('stops after the current batch', async () => {
    const { decisionsAsked, history, timers } = subject();
    const stopping = new AbortController();
    const forgetting = history.execute(stopping.signal);
    await timers.advance(50);
    stopping.abort();

    expect(await forgetting).toEqual({ attempts: 0, decisions: 1_000 });
    expect(decisionsAsked).toHaveLength(1);
  });

  it('keeps the audit permanently when the retention is 0', async () => {
    const { decisionsAsked, history } = subject(0);
    await history.execute(new AbortController().signal);

    expect(decisionsAsked).toEqual([]);
  });
});
