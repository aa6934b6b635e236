import { oldestAllowed } from './node-release';

describe('the oldest Node that a range allows', () => {
  it.each([
    ['>=20', '20.0.0'],
    ['>=22.19', '22.19.0'],
    ['>=24.11.1', '24.11.1'],
  ])('of %s is %s', (range, version) => {
    expect(oldestAllowed(range)).toBe(version);
  });

  it.each(['', '20', '^20 || >=24', '<20'])('is not known of "%s"', (range) => {
    expect(() => oldestAllowed(range)).toThrow('does not begin with one version');
  });
});
