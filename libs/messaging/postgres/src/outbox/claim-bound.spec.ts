import { ClaimBound } from './claim-bound';

const AT = new Date('2026-11-27T12:00:00.000Z');
const LATER = new Date('2026-11-27T12:00:01.000Z');
const MANY_DELETED = 50_000;

describe('ClaimBound', () => {
  it('is absent, and nothing is swept, while a claim steps over few deleted rows', () => {
    const bound = new ClaimBound();
    bound.foundNothingBefore(AT, 2_000, 1_000_000);
    bound.settledBefore(LATER);

    expect(bound.since).toBe('-infinity');
    expect(bound.nextSweep(0)).toBeUndefined();
  });

  it('begins where a claim that steps over many found nothing older, and follows what is settled', () => {
    const bound = new ClaimBound();
    bound.foundNothingBefore(AT, MANY_DELETED, 1_000_000);
    expect(bound.since).toBe(AT.toISOString());

    bound.settledBefore(LATER);
    expect(bound.since).toBe(LATER.toISOString());
  });

  it('begins now when a claim without a bound runs out of time', () => {
    const bound = new ClaimBound();
    bound.ranOutOfTime();
    expect(bound.since).toBe('now');

    bound.settledBefore(LATER);
    bound.ranOutOfTime();
    expect(bound.since).toBe(LATER.toISOString());
  });

  it('has ranges swept at intervals: all numbers in turn, and the newest every second time', () => {
    const bound = new ClaimBound();
    bound.foundNothingBefore(AT, MANY_DELETED, 50_000);
    const ranges = [0, 100, 250, 500, 750, 1_000, 1_250].map((now) => {
      const range = bound.nextSweep(now);
      if (range !== undefined) bound.swept(range, 20_000);
      return range;
    });

    expect(ranges).toEqual([
      { after: 30_000, upTo: 50_000 },
      undefined,
      { after: 30_000, upTo: 50_000 },
      { after: 30_000, upTo: 50_000 },
      { after: 10_000, upTo: 30_000 },
      { after: 30_000, upTo: 50_000 },
      { after: -10_000, upTo: 10_000 },
    ]);
    expect(bound.since).not.toBe('-infinity');
  });

  it('sweeps a range again that was not swept to its end', () => {
    const bound = new ClaimBound();
    bound.foundNothingBefore(AT, MANY_DELETED, 50_000);
    bound.nextSweep(0);
    const first = bound.nextSweep(1_000);
    bound.nextSweep(2_000);

    expect(bound.nextSweep(3_000)).toEqual(first);
  });

  it('ends after a turn through all numbers that met few deleted rows, in ever larger steps', () => {
    const bound = new ClaimBound();
    bound.foundNothingBefore(AT, MANY_DELETED, 100_000_000);
    let sweeps = 0;
    for (; bound.since !== '-infinity'; sweeps += 1) {
      const range = bound.nextSweep(sweeps * 1_000);
      if (range !== undefined) bound.swept(range, 1);
    }

    expect(sweeps).toBeLessThan(250);
  });
});
