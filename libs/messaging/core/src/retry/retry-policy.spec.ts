import * as fc from 'fast-check';
import { SeededRandomness } from '../testing/seeded-randomness';
import { backoffSeconds, DEFAULT_RETRY_POLICY, MAX_DELAY_SECONDS } from './retry-policy';

const LOWEST = { next: () => 0 };
const HIGHEST = { next: () => 1 - Number.EPSILON };

describe('backoffSeconds', () => {
  it('is a whole number of seconds from 1 to the ceiling, which doubles up to the cap', () => {
    const policies = fc.record({
      baseSeconds: fc.oneof(fc.integer({ min: 1, max: 1_000 }), fc.double({ min: 0.01, max: 10, noNaN: true })),
      capSeconds: fc.integer({ min: 1, max: 1_000_000 }),
    });
    fc.assert(
      fc.property(policies, fc.integer({ min: 1, max: 2_000 }), fc.integer(), (policy, attempt, seed) => {
        const seconds = backoffSeconds(policy, attempt, new SeededRandomness(seed));
        const ceiling = Math.min(policy.baseSeconds * 2 ** (attempt - 1), policy.capSeconds, MAX_DELAY_SECONDS);
        expect(Number.isInteger(seconds)).toBe(true);
        expect(seconds).toBeGreaterThanOrEqual(1);
        expect(seconds).toBeLessThanOrEqual(Math.max(1, ceiling));
      }),
    );
  });

  it('reaches both ends of its range', () => {
    const policy = { baseSeconds: 2, capSeconds: 900 };
    const ends = [1, 2, 3, 8, 9, 10, 11, 500].map((attempt) => [
      backoffSeconds(policy, attempt, LOWEST),
      backoffSeconds(policy, attempt, HIGHEST),
    ]);
    expect(ends).toEqual([2, 4, 8, 256, 512, 900, 900, 900].map((ceiling) => [1, ceiling]));
  });

  it('gives every second of its range the same chance', () => {
    const randomness = new SeededRandomness(7);
    const counts = new Array<number>(9).fill(0);
    for (let draw = 0; draw < 8_000; draw += 1) {
      counts[backoffSeconds({ baseSeconds: 8, capSeconds: 900 }, 1, randomness)]! += 1;
    }
    const [none, ...seconds] = counts;
    expect(none).toBe(0);
    for (const count of seconds) {
      expect(count).toBeGreaterThan(850);
      expect(count).toBeLessThan(1_150);
    }
  });

  it('never exceeds what a broker takes', () => {
    expect(backoffSeconds({ baseSeconds: 1e9, capSeconds: 1e9 }, 50, HIGHEST)).toBe(MAX_DELAY_SECONDS);
  });
});

describe('DEFAULT_RETRY_POLICY', () => {
  it('tries eight times within four and a half minutes', () => {
    const { maxAttempts } = DEFAULT_RETRY_POLICY;
    const longest = Array.from({ length: maxAttempts - 1 }, (_, failure) =>
      backoffSeconds(DEFAULT_RETRY_POLICY, failure + 1, HIGHEST),
    );
    expect(maxAttempts).toBe(8);
    expect(longest.reduce((sum, seconds) => sum + seconds, 0)).toBe(254);
  });
});
