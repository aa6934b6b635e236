import { jitteredPause } from './jittered-pause';

const BOUNDS = { baseSeconds: 0.2, capSeconds: 10 };

describe('jitteredPause', () => {
  it.each([
    [1, 100, 200],
    [2, 200, 400],
    [5, 1_600, 3_200],
    [7, 5_000, 10_000],
    [10_000, 5_000, 10_000],
  ])('after %d failures lies between %d and %d ms', (failures, least, most) => {
    expect(jitteredPause(BOUNDS, failures, { next: () => 0 })).toBe(least);
    expect(jitteredPause(BOUNDS, failures, { next: () => 0.999_999 })).toBe(most);
  });
});
