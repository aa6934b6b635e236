import type { DatabaseMeasure } from '@decouple/messaging-core';
import { VirtualClock, VirtualTimers } from '@decouple/messaging-core/testing';
import { RecordingLog } from '@decouple/platform/testing';
import { watchTransactions } from './watch-transactions';

const MINUTE = 60_000;

describe('watchTransactions', () => {
  let recording: RecordingLog;
  let timers: VirtualTimers;
  let measure: jest.Mock<Promise<DatabaseMeasure>>;

  const open = (ageSeconds: number): DatabaseMeasure => ({
    oldestTransaction: { ageSeconds, owner: 'report', processId: 4_711, state: 'idle in transaction' },
    deletedOutboxRows: 29_000,
  });

  beforeEach(() => {
    recording = new RecordingLog();
    timers = new VirtualTimers(new VirtualClock());
    measure = jest.fn();
  });

  const watchFor = async (minutes: number): Promise<void> => {
    const [task] = watchTransactions(
      { database: { measure } },
      { timers, randomness: { next: () => 0.5 } },
      recording.log,
    );
    task?.start();
    for (let minute = 0; minute < minutes; minute += 1) await timers.advance(MINUTE);
    await Promise.all([task?.stop(), timers.advance(0)]);
  };

  it('warns at intervals while a transaction is open for minutes, and names it', async () => {
    measure.mockResolvedValue(open(300));
    await watchFor(11);

    expect(recording.lines).toHaveLength(2);
    expect(recording.lines[0]).toMatchObject({
      level: 'warn',
      ageSeconds: 300,
      owner: 'report',
      processId: 4_711,
      state: 'idle in transaction',
      deletedOutboxRows: 29_000,
    });
  });

  it('says nothing of transactions that are young, or of none', async () => {
    measure.mockResolvedValueOnce(open(299)).mockResolvedValue({ oldestTransaction: undefined, deletedOutboxRows: 0 });
    await watchFor(11);

    expect(measure).toHaveBeenCalledTimes(2);
    expect(recording.lines).toEqual([]);
  });

  it('goes on after a failure', async () => {
    measure.mockRejectedValueOnce(new Error('down')).mockResolvedValue(open(900));
    await watchFor(11);

    expect(recording.lines.map(({ level }) => level)).toEqual(['warn', 'warn']);
    expect(recording.lines[1]).toMatchObject({ ageSeconds: 900 });
  });

  it('watches nothing in a store without a database', () => {
    expect(watchTransactions({}, { timers, randomness: { next: () => 0.5 } }, recording.log)).toEqual([]);
  });
});
