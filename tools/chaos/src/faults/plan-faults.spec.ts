import { SeededRandomness } from '@decouple/messaging-core/testing';
import { FAULT_KINDS } from './fault-kind';
import { planFaults } from './plan-faults';

const SEEDS = Array.from({ length: 50 }, (_unused, index) => index + 1);

describe('planFaults', () => {
  const plan = (seed: number, seconds = 180) => planFaults(seconds * 1_000, new SeededRandomness(seed));

  it('is the same for the same seed, and another for another', () => {
    expect(plan(1)).toEqual(plan(1));
    expect(plan(1)).not.toEqual(plan(2));
  });

  it.each(SEEDS)('has every kind once before any comes twice (seed %i)', (seed) => {
    const kinds = plan(seed).map(({ kind }) => kind);
    for (let start = 0; start + FAULT_KINDS.length <= kinds.length; start += FAULT_KINDS.length) {
      expect(new Set(kinds.slice(start, start + FAULT_KINDS.length)).size).toBe(FAULT_KINDS.length);
    }
    expect(kinds.length).toBeGreaterThan(3 * FAULT_KINDS.length);
  });

  it('has every kind in half a minute', () => {
    const fewest = Math.min(...SEEDS.map((seed) => new Set(plan(seed, 30).map(({ kind }) => kind)).size));
    expect(fewest).toBe(FAULT_KINDS.length);
  });

  it('strikes both instances, within the time, one fault after the other', () => {
    const faults = SEEDS.flatMap((seed) => plan(seed));
    expect(new Set(faults.map(({ instance }) => instance))).toEqual(new Set([0, 1]));
    expect(Math.max(...faults.map(({ atMilliseconds }) => atMilliseconds))).toBeLessThan(180_000);
    const times = plan(3).map(({ atMilliseconds }) => atMilliseconds);
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });

  it('freezes workers for shorter and for longer than their messages stay invisible', () => {
    const frozen = SEEDS.flatMap((seed) => plan(seed)).filter(({ kind }) => kind === 'worker frozen');
    const durations = frozen.map(({ lastsMilliseconds }) => lastsMilliseconds);
    expect(Math.min(...durations)).toBeGreaterThanOrEqual(1_000);
    expect(Math.min(...durations)).toBeLessThan(5_000);
    expect(Math.max(...durations)).toBeGreaterThan(5_000);
    expect(Math.max(...durations)).toBeLessThanOrEqual(15_000);
  });
});
