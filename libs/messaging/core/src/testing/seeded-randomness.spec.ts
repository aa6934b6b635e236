import * as fc from 'fast-check';
import { SeededRandomness } from './seeded-randomness';

const draw = (seed: number, count: number): number[] => {
  const randomness = new SeededRandomness(seed);
  return Array.from({ length: count }, () => randomness.next());
};

describe('SeededRandomness', () => {
  it('gives the same numbers for the same seed, from 0 to below 1', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const numbers = draw(seed, 50);
        expect(draw(seed, 50)).toEqual(numbers);
        for (const number of numbers) {
          expect(number).toBeGreaterThanOrEqual(0);
          expect(number).toBeLessThan(1);
        }
      }),
    );
  });

  it('gives other numbers for another seed', () => {
    expect(draw(1, 5)).not.toEqual(draw(2, 5));
  });

  it('spreads its numbers evenly', () => {
    const buckets = new Array<number>(10).fill(0);
    for (const number of draw(42, 10_000)) buckets[Math.floor(number * 10)]! += 1;
    for (const count of buckets) {
      expect(count).toBeGreaterThan(850);
      expect(count).toBeLessThan(1_150);
    }
  });
});
