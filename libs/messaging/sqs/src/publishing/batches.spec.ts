import { MAX_BATCH_BYTES, toBatches } from './batches';

const sizesOf = (bodies: readonly string[]): number[] =>
  toBatches(
    'url',
    bodies.map((body, place) => ({ place, body })),
  ).map(({ entries }) => entries.length);

describe('toBatches', () => {
  it('puts at most ten entries into a batch', () => {
    expect(sizesOf(Array.from({ length: 21 }, () => 'x'))).toEqual([10, 10, 1]);
  });

  it('fills a batch up to the byte limit', () => {
    const half = 'x'.repeat(MAX_BATCH_BYTES / 2);
    expect(sizesOf([half, half])).toEqual([2]);
    expect(sizesOf([half, half + 'x'])).toEqual([1, 1]);
  });

  it('counts the bytes of UTF-8', () => {
    const half = '保'.repeat(MAX_BATCH_BYTES / 6);
    expect(sizesOf([half, half, half])).toEqual([2, 1]);
  });

  it('puts a message that is too large for any batch into its own', () => {
    expect(sizesOf(['a', 'x'.repeat(MAX_BATCH_BYTES + 1), 'b'])).toEqual([1, 1, 1]);
  });

  it('keeps the order and the positions', () => {
    const batches = toBatches(
      'url',
      Array.from({ length: 12 }, (_, place) => ({ place, body: 'x' })),
    );
    expect(batches.flatMap(({ entries }) => entries.map(({ place }) => place))).toEqual(
      Array.from({ length: 12 }, (_, i) => i),
    );
  });

  it('returns no batches for no messages', () => {
    expect(sizesOf([])).toEqual([]);
  });
});
