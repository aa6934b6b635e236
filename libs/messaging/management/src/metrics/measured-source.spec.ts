import { Deferred, VirtualClock, VirtualTimers } from '@decouple/messaging-core/testing';
import { RecordingLog } from '@decouple/platform/testing';
import { MeasuredSource } from './measured-source';

describe('MeasuredSource', () => {
  let timers: VirtualTimers;
  let recording: RecordingLog;
  let asked: number;

  beforeEach(() => {
    recording = new RecordingLog();
    asked = 0;
  });

  function aSource(ask: () => Promise<number>): MeasuredSource<number> {
    const clock = new VirtualClock();
    timers = new VirtualTimers(clock);
    const counted = (): Promise<number> => {
      asked += 1;
      return ask();
    };
    return new MeasuredSource('outbox', counted, { monotonic: clock, timers, log: recording.log });
  }

  it('is asked once for those who read within five seconds, and again after that', async () => {
    const source = aSource(async () => asked);
    const together = await Promise.all([source.latest(), source.latest()]);
    await timers.advance(4_999);
    const kept = await source.latest();
    await timers.advance(1);

    expect([...together, kept, await source.latest()]).toEqual([1, 1, 1, 2]);
    expect(timers.sleeping).toBe(0);
  });

  it('spends at most 5% of the time on a slow source', async () => {
    const source = aSource(async () => {
      await timers.sleep(1_000);
      return asked;
    });
    const reading = source.latest();
    await timers.advance(1_000);
    const first = await reading;
    await timers.advance(19_999);
    const kept = await source.latest();

    expect([first, kept, asked]).toEqual([1, 1, 1]);
  });

  it('says nothing when the answer takes too long, does not ask a second time meanwhile, and has it later', async () => {
    const answer = new Deferred<number>();
    const source = aSource(() => answer.promise);
    const late: (number | undefined)[] = [];
    for (let scrape = 0; scrape < 3; scrape += 1) {
      const reading = source.latest();
      await timers.advance(15_000);
      late.push(await reading);
    }
    answer.resolve(7);
    await answer.promise;

    expect(late).toEqual([undefined, undefined, undefined]);
    expect(await source.latest()).toBe(7);
    expect(asked).toBe(1);
  });

  it('says nothing when the source fails, tells the log once, and asks again later', async () => {
    let works = false;
    const source = aSource(async () => {
      if (works) return asked;
      throw new Error('refused');
    });
    const down = [await source.latest(), await source.latest()];
    const askedWhileDown = asked;
    await timers.advance(5_000);
    down.push(await source.latest());
    works = true;
    await timers.advance(5_000);

    expect(down).toEqual([undefined, undefined, undefined]);
    expect(askedWhileDown).toBe(1);
    expect(await source.latest()).toBe(3);
    expect(recording.lines).toMatchObject([{ level: 'warn', source: 'outbox', error: { message: 'refused' } }]);
  });
});
