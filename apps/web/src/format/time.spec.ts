import { addMonths, formatDistance, formatDuration, formatMonth } from './time';

const NOW = Date.parse('2026-11-24T08:00:00Z');

describe('times', () => {
  it.each([
    ['2026-11-24T07:59:55Z', '5 seconds ago'],
    ['2026-11-24T08:00:12Z', 'in 12 seconds'],
    ['2026-11-24T06:00:00Z', '2 hours ago'],
    ['2026-11-23T07:00:00Z', 'yesterday'],
    ['2026-11-24T08:00:00Z', 'now'],
  ])('%s is %s', (moment, expected) => {
    expect(formatDistance(moment, NOW, 'en')).toBe(expected);
  });

  it('names a month independently of the time zone', () => {
    expect(formatMonth('2026-01', 'en')).toBe('January 2026');
  });

  it.each([
    ['2026-11', 2, '2027-01'],
    ['2026-01', -1, '2025-12'],
    ['2026-11', -24, '2024-11'],
  ])('%s and %s months is %s', (period, months, expected) => {
    expect(addMonths(period, months)).toBe(expected);
  });

  it.each([
    [0.018, '18 ms'],
    [3.44, '3.4 s'],
    [119, '119 s'],
    [600, '10 min'],
    [10_800, '3 h'],
    [259_200, '3 d'],
  ])('%s s is %s', (seconds, expected) => {
    expect(formatDuration(seconds, 'en')).toBe(expected);
  });
});
