import {
  InMemoryAttemptStore,
  InMemoryDeadLetterAdmin,
  InMemoryDeadLetterStore,
  InMemoryOutboxStore,
} from '@decouple/messaging-core/in-memory';
import { RecordingObserver, SeededRandomness, VirtualClock, VirtualTimers } from '@decouple/messaging-core/testing';
import { RecordingLog } from '@decouple/platform/testing';
import { housekeeping } from './housekeeping';

const HOUR = 60 * 60 * 1_000;
const DISCARD = { action: 'discard', limit: 1, operator: 'ada', reason: 'a test' } as const;

function subject(processAheadHours = 0) {
  const clock = new VirtualClock();
  const timers = new VirtualTimers(clock);
  const outbox = new InMemoryOutboxStore(clock);
  const attempts = new InMemoryAttemptStore(clock, outbox);
  const deadLetterAdmin = new InMemoryDeadLetterAdmin(
    clock,
    new InMemoryDeadLetterStore(clock, outbox, attempts),
    outbox,
  );
  const log = new RecordingLog();
  const audit = { deleteOlderThan: jest.fn(async (_moment: Date, _limit: number) => 0) };
  const ports = {
    clock: { now: () => new Date(clock.now().getTime() + processAheadHours * HOUR) },
    monotonic: clock,
    timers,
    randomness: new SeededRandomness(1),
    observer: new RecordingObserver(),
  };
  const task = housekeeping(
    { attempts, audits: [audit], deadLetterAdmin, now: async () => clock.now() },
    { auditKeptDays: 2 },
    ports,
    log.log,
  );
  return { attempts, audit, clock, deadLetterAdmin, log, task, timers };
}

describe('housekeeping', () => {
  it('deletes audit rows after the retention period and logs it', async () => {
    const { deadLetterAdmin, log, task, timers } = subject();
    await deadLetterAdmin.decide({}, DISCARD);
    task.start();
    await timers.advance(46 * HOUR);
    expect(await deadLetterAdmin.decisions(10)).toHaveLength(1);
    await timers.advance(4 * HOUR);

    expect(await deadLetterAdmin.decisions(10)).toEqual([]);
    expect(log.lines).toMatchObject([{ attempts: 0, decisions: 1 }]);
    await task.stop();
  });

  it('forgets what else records decisions at the same age', async () => {
    const { audit, clock, log, task, timers } = subject();
    audit.deleteOlderThan.mockResolvedValueOnce(3);
    task.start();
    await timers.advanceUntil(() => log.lines.length > 0, 2 * HOUR);
    await task.stop();

    const [moment, limit] = audit.deleteOlderThan.mock.calls[0] ?? [];
    expect(moment).toEqual(new Date(clock.now().getTime() - 48 * HOUR));
    expect(limit).toBe(1_000);
    expect(log.lines).toMatchObject([{ attempts: 0, decisions: 3 }]);
  });

  it('keeps the audit while the clock of the process is ahead of the clock of the store', async () => {
    const { deadLetterAdmin, task, timers } = subject(24 * 365);
    await deadLetterAdmin.decide({}, DISCARD);
    task.start();
    await timers.advance(46 * HOUR);

    expect(await deadLetterAdmin.decisions(10)).toHaveLength(1);
    await task.stop();
  });

  it('tries again after a failure', async () => {
    const { attempts, deadLetterAdmin, log, task, timers } = subject();
    await deadLetterAdmin.decide({}, DISCARD);
    jest.spyOn(attempts, 'deleteOlderThan').mockRejectedValueOnce(new Error('no database'));
    task.start();
    await timers.advance(2 * HOUR);
    expect(log.of('housekeeping failed; it is repeated in an hour')).toHaveLength(1);
    await timers.advance(50 * HOUR);

    expect(await deadLetterAdmin.decisions(10)).toEqual([]);
    await task.stop();
  });
});
