import { RecordingLog } from '../testing/recording-log';
import { LogThrottle } from './log-throttle';

const MESSAGE = 'the broker is in trouble';

function setUp() {
  const recording = new RecordingLog();
  const later: { readonly at: number; readonly call: () => void }[] = [];
  let now = 0;
  const throttle = new LogThrottle(recording.log, {
    now: () => now,
    callLater: (milliseconds, call) => void later.push({ at: now + milliseconds, call }),
  });
  return {
    recording,
    throttle,
    later,
    /** Lets seconds pass, and what is due be called. */
    pass: (seconds: number): void => {
      const until = now + seconds * 1_000;
      for (;;) {
        const due = later.findIndex(({ at }) => at <= until);
        if (due < 0) break;
        const [{ at, call } = { at: 0, call: () => undefined }] = later.splice(due, 1);
        now = at;
        call();
      }
      now = until;
    },
  };
}

describe('LogThrottle', () => {
  it('logs the first occurrence at once with its stack, then one line per minute with the number', () => {
    const { pass, recording, throttle } = setUp();
    for (let second = 0; second < 121; second += 1) {
      throttle.warn('receive', { queue: 'orders', error: new Error('refused') }, MESSAGE);
      pass(1);
    }

    expect(recording.lines).toMatchObject([
      { level: 'warn', msg: MESSAGE, queue: 'orders', error: { message: 'refused' } },
      { level: 'warn', msg: MESSAGE, queue: 'orders', error: { type: 'Error', message: 'refused' }, occurrences: 59 },
      { level: 'warn', msg: MESSAGE, queue: 'orders', occurrences: 60 },
    ]);
    expect(recording.texts.map((text) => text.includes('"stack"'))).toEqual([true, false, false]);
    expect(recording.lines[0]).not.toHaveProperty('occurrences');
  });

  it('logs the end with the total number', () => {
    const { pass, recording, throttle } = setUp();
    for (let second = 0; second < 10; second += 1) {
      throttle.error('receive', { error: new Error('refused') }, MESSAGE);
      pass(1);
    }
    throttle.over('receive');

    expect(recording.lines.at(-1)).toMatchObject({
      level: 'info',
      msg: `over: ${MESSAGE}`,
      occurrences: 10,
      lastedSeconds: 9,
    });
    throttle.over('receive');
    expect(recording.lines).toHaveLength(2);
  });

  it('detects the end of trouble two minutes after the last occurrence', () => {
    const { pass, recording, throttle } = setUp();
    throttle.warn('receive', {}, MESSAGE);
    throttle.warn('receive', {}, MESSAGE);
    pass(241);

    expect(recording.of(`over: ${MESSAGE}`)).toMatchObject([{ occurrences: 2 }]);
  });

  it('logs trouble that returns after its end as new', () => {
    const { recording, throttle } = setUp();
    throttle.warn('receive', { error: new Error('refused') }, MESSAGE);
    throttle.over('receive');
    throttle.warn('receive', { error: new Error('refused') }, MESSAGE);

    expect(recording.texts.map((text) => text.includes('"stack"'))).toEqual([true, true]);
  });

  it('logs suppressed occurrences at the end of the interval, even if nothing more happens', () => {
    const { pass, recording, throttle } = setUp();
    throttle.warn('receive', {}, MESSAGE);
    throttle.warn('receive', {}, MESSAGE);
    pass(61);

    expect(recording.of(MESSAGE)).toMatchObject([{}, { occurrences: 1 }]);
  });

  it('does not end trouble that has begun and not ended', () => {
    const { pass, recording, throttle } = setUp();
    throttle.began('error', 'outage', {}, 'an outage');
    throttle.ended('outage', { duration: 1 }, 'it works again');
    throttle.began('error', 'outage', {}, 'an outage');
    pass(3_600);
    expect(recording.lines.map(({ msg }) => msg)).toEqual(['an outage', 'it works again', 'an outage']);

    throttle.ended('outage', { duration: 3_600 }, 'it works again');
    pass(241);
    expect(recording.lines.slice(3)).toMatchObject([
      { msg: 'it works again', duration: 3_600 },
      { msg: 'over: an outage', occurrences: 2 },
    ]);
  });

  it('logs trouble that begins and ends 1,000 times in a few lines', () => {
    const { pass, recording, throttle } = setUp();
    for (let outage = 0; outage < 900; outage += 1) {
      throttle.began('error', 'outage', { error: new Error('disk full') }, 'an outage');
      pass(0.1);
      throttle.ended('outage', {}, 'it works again');
      pass(0.1);
    }
    pass(241);

    expect(recording.lines.length).toBeLessThan(12);
    expect(recording.of('over: an outage')).toMatchObject([{ occurrences: 900 }]);
  });

  it('distinguishes kinds of trouble', () => {
    const { recording, throttle } = setUp();
    throttle.warn('receive', {}, MESSAGE);
    throttle.warn('delete', {}, MESSAGE);

    expect(recording.lines).toHaveLength(2);
  });

  it('keeps a bounded number of kinds, and one entry for further ones', () => {
    const { pass, recording, throttle } = setUp();
    for (let kind = 0; kind < 10_000; kind += 1) throttle.warn(`kind ${kind}`, {}, MESSAGE);
    expect(recording.lines).toHaveLength(101);

    pass(241);
    expect(recording.lines).toHaveLength(103);
    throttle.warn('kind 10001', {}, MESSAGE);
    expect(recording.lines).toHaveLength(104);
  });

  it('schedules one call while there is trouble, and none afterwards', () => {
    const { later, pass, throttle } = setUp();
    for (let kind = 0; kind < 5; kind += 1) throttle.warn(`kind ${kind}`, {}, MESSAGE);
    expect(later).toHaveLength(1);
    pass(600);

    expect(later).toEqual([]);
  });
});
