import { PassThrough } from 'node:stream';
import { duration, pace, paceText } from './pace';
import { BarProgress, LineProgress } from './progress';

describe('pace', () => {
  it('returns the rate so far and the time left at that rate', () => {
    expect(pace(200, 1_000, 4_000)).toEqual({ rate: 50, secondsLeft: 16 });
    expect(pace(0, 1_000, 4_000)).toBeUndefined();
  });

  it.each([
    [0, 'starting'],
    [5, '0.5/s, 3 min 10 s left'],
    [1_000_000, '100,000/s'],
  ])('is shown as text: %i done', (done, text) => {
    expect(paceText(done, Math.max(100, done), 10_000)).toBe(text);
  });

  it.each([
    [0.2, '1 s'],
    [59, '59 s'],
    [125, '2 min 5 s'],
    [7_380, '2 h 3 min'],
  ])('formats %d seconds as %s', (seconds, text) => {
    expect(duration(seconds)).toBe(text);
  });
});

describe('LineProgress', () => {
  it('writes a line every five seconds and one at the end', () => {
    let now = 0;
    const written: string[] = [];
    const progress = new LineProgress(
      (text) => written.push(text),
      () => now,
    );
    progress.begin('payments', 40);
    for (let row = 0; row < 20; row += 1) {
      now += 500;
      progress.advance();
    }
    progress.note('By the way.');
    progress.end();

    expect(written).toEqual([
      'payments: 10 of 40, 2.0/s, 15 s left\n',
      'payments: 20 of 40, 2.0/s, 10 s left\n',
      'By the way.\n',
      'payments: 20 of 40, 2.0/s, 10 s left\n',
    ]);
  });
});

describe('BarProgress', () => {
  it('shows the rate, the time left and the detail', () => {
    const stream = Object.assign(new PassThrough(), {
      ...{ isTTY: true, columns: 120, cursorTo: () => true, clearLine: () => true, moveCursor: () => true },
    });
    let now = 0;
    const progress = new BarProgress(stream as unknown as NodeJS.WriteStream, () => now);
    progress.begin('payments', 4);
    now = 500;
    progress.advance();
    progress.end();
    expect(String(stream.read())).toContain('payments ████████░░░░░░░░░░░░░░░░░░░░░░ 25% | 1 of 4 | 2.0/s, 2 s left');

    progress.begin('payments', 4);
    now = 1_000;
    progress.update(2, 'last: b');
    progress.end();
    expect(String(stream.read())).toContain('50% | 2 of 4 | 4.0/s, 1 s left | last: b');
  });
});
