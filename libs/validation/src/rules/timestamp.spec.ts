import * as fc from 'fast-check';
import { TIMESTAMP_PATTERN } from './timestamp';

describe('TIMESTAMP_PATTERN', () => {
  it('accepts every time that a Date formats', () => {
    const date = fc.date({
      min: new Date('0001-01-01T00:00:00Z'),
      max: new Date('9999-12-31T23:59:59Z'),
      noInvalidDate: true,
    });
    fc.assert(fc.property(date, (time) => TIMESTAMP_PATTERN.test(time.toISOString())));
  });

  it.each(['2026-11-22T10:15:30Z', '2024-02-29T23:59:59.123456789Z', '2026-01-31T00:00:00.1Z'])(
    'accepts %s',
    (text) => {
      expect(text).toMatch(TIMESTAMP_PATTERN);
    },
  );

  it.each([
    '2026-02-30T10:00:00Z',
    '2026-04-31T10:00:00Z',
    '2026-11-31T10:00:00Z',
    '2026-00-10T10:00:00Z',
    '2026-13-10T10:00:00Z',
    '2026-01-00T10:00:00Z',
    '2026-01-32T10:00:00Z',
    '0000-01-01T00:00:00Z',
    '2026-11-22T24:00:00Z',
    '2026-11-22T10:60:00Z',
    '2026-11-22T10:15:60Z',
    '2026-11-22T10:15Z',
    '2026-11-22T10:15:30.Z',
    '2026-11-22T10:15:30.1234567890Z',
    '2026-11-22T10:15:30',
    '2026-11-22T10:15:30+00:00',
    '2026-11-22T10:15:30z',
    '2026-11-22 10:15:30Z',
    '+012026-11-22T10:15:30Z',
    '2026-11-22T10:15:30Z\n',
  ])('rejects %j', (text) => {
    expect(text).not.toMatch(TIMESTAMP_PATTERN);
  });
});
