import { median, percentile, ratiosByRound, spreadOf } from './statistics';

describe('percentile', () => {
  it.each([
    [0.5, 50],
    [0.99, 99],
    [1, 100],
  ])('of 1 to 100 at %d is %d', (share, expected) => {
    const values = Array.from({ length: 100 }, (_, index) => index + 1);
    expect(percentile(values, share)).toBe(expected);
  });

  it('of one value is that value, and of none 0', () => {
    expect(percentile([7], 0.5)).toBe(7);
    expect(percentile([], 0.99)).toBe(0);
  });
});

describe('median', () => {
  it('is the middle one, or lies between the two in the middle', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([9, 1, 5, 6])).toBe(5.5);
    expect(median([])).toBe(0);
  });
});

describe('ratiosByRound', () => {
  it('compares what ran in the same round, so that a slow minute of the machine counts for both', () => {
    expect(ratiosByRound([100, 50, 90], [10, 5, 10])).toEqual({ median: 10, lowest: 9, highest: 10 });
  });

  it('leaves out a round in which the other did nothing', () => {
    expect(ratiosByRound([100, 50], [0, 5])).toEqual(spreadOf([10]));
  });
});
