import { UuidV7Generator } from './uuid-v7-generator';

const NOW = Date.UTC(2026, 10, 22, 10, 15, 30, 123);

/** RFC 9562, 5.7: 48 bits of milliseconds, version 7, 12 bits, variant 10, 62 bits. */
const UUID_V7 = /^([0-9a-f]{8})-([0-9a-f]{4})-7([0-9a-f]{3})-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

function partsOf(id: string): { readonly milliseconds: number; readonly counter: number } {
  const [, high = '', low = '', counter = ''] = UUID_V7.exec(id) ?? [];
  return { milliseconds: Number.parseInt(high + low, 16), counter: Number.parseInt(counter, 16) };
}

const take = (generator: UuidV7Generator, count: number): string[] =>
  Array.from({ length: count }, () => generator.next());

/** Strictly ascending, as PostgreSQL and everybody else compares them. */
const isAscending = (ids: readonly string[]): boolean =>
  ids.every((id, index) => index === 0 || (ids[index - 1] ?? '') < id);

describe('UuidV7Generator', () => {
  it('makes ids of version 7 that contain their creation time', () => {
    const id = new UuidV7Generator(() => NOW).next();

    expect(id).toMatch(UUID_V7);
    expect(partsOf(id).milliseconds).toBe(NOW);
  });

  it('uses the clock of the machine', () => {
    const before = Date.now();
    const { milliseconds } = partsOf(new UuidV7Generator().next());

    expect(milliseconds).toBeGreaterThanOrEqual(before);
    expect(milliseconds).toBeLessThanOrEqual(Date.now());
  });

  it('writes early timestamps with leading zeros', () => {
    expect(partsOf(new UuidV7Generator(() => 1).next()).milliseconds).toBe(1);
  });

  it('counts up within a millisecond', () => {
    const ids = take(new UuidV7Generator(() => NOW), 2_000);
    const counters = ids.map((id) => partsOf(id).counter);

    expect(counters).toEqual(counters.map((_, index) => (counters[0] ?? 0) + index));
    expect(isAscending(ids)).toBe(true);
    expect(new Set(ids.map((id) => partsOf(id).milliseconds))).toEqual(new Set([NOW]));
  });

  it('starts each millisecond at a random count in the lower half', () => {
    let now = NOW;
    const generator = new UuidV7Generator(() => (now += 1));
    const starts = take(generator, 200).map((id) => partsOf(id).counter);

    expect(new Set(starts).size).toBeGreaterThan(100);
    expect(Math.max(...starts)).toBeLessThan(0x800);
  });

  it('borrows from the next millisecond when the counter overflows', () => {
    const ids = take(new UuidV7Generator(() => NOW), 10_000);
    const overflow = ids.findIndex((id) => partsOf(id).milliseconds === NOW + 1);

    expect(partsOf(ids[overflow - 1] ?? '')).toEqual({ milliseconds: NOW, counter: 0xfff });
    expect(partsOf(ids[overflow] ?? '')).toEqual({ milliseconds: NOW + 1, counter: 0 });
    expect(isAscending(ids)).toBe(true);
  });

  it('keeps the order if the clock steps back', () => {
    const times = [NOW, NOW - 60_000, NOW - 1, NOW, NOW + 1];
    const clock = times.values();
    const ids = take(new UuidV7Generator(() => clock.next().value ?? 0), times.length);

    expect(ids.map((id) => partsOf(id).milliseconds)).toEqual([NOW, NOW, NOW, NOW, NOW + 1]);
    expect(isAscending(ids)).toBe(true);
  });

  it('makes 200,000 unique ids in two generators', () => {
    const ids = [...take(new UuidV7Generator(), 100_000), ...take(new UuidV7Generator(), 100_000)];

    expect(new Set(ids).size).toBe(200_000);
    expect(ids.every((id) => UUID_V7.test(id))).toBe(true);
  });

  it('uses new random bits for every id', () => {
    const tails = take(new UuidV7Generator(() => NOW), 5_000).map((id) => id.slice(-12));

    expect(new Set(tails).size).toBe(5_000);
  });
});
