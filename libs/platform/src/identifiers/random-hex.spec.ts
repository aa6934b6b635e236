import { RandomHex } from './random-hex';

describe('RandomHex', () => {
  it('returns the requested number of digits, across the end of the pool', () => {
    const random = new RandomHex();
    for (let taken = 0; taken < 3_000; taken += 1) expect(random.take(17)).toMatch(/^[0-9a-f]{17}$/);
  });

  it('returns no digits twice', () => {
    const random = new RandomHex();
    const texts = Array.from({ length: 5_000 }, () => random.take(16));
    expect(new Set(texts).size).toBe(texts.length);
  });

  it('returns every digit at every place', () => {
    const random = new RandomHex();
    const seen = Array.from({ length: 8 }, () => new Set<string>());
    for (let taken = 0; taken < 1_000; taken += 1) {
      Array.from(random.take(8)).forEach((digit, place) => seen[place]?.add(digit));
    }
    expect(seen.map(({ size }) => size)).toEqual(Array.from({ length: 8 }, () => 16));
  });
});
