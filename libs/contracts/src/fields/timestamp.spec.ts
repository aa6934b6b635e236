import * as fc from 'fast-check';
import { TIMESTAMP_PATTERN, timestampOf } from './timestamp';

describe('TIMESTAMP_PATTERN', () => {
  it('takes every time that a Date writes', () => {
    const date = fc.date({
      min: new Date('0001-01-01T00:00:00Z'),
      max: new Date('9999-12-31T23:59:59Z'),
      noInvalidDate: true,
    });
    fc.assert(fc.property(date, (moment) => TIMESTAMP_PATTERN.test(moment.toISOString())));
  });

  it.each(['2026-11-22T10:15:30Z', '2024-02-29T23:59:59.123456789Z', '2026-01-31T00:00:00.1Z'])('takes %s', (text) => {
    expect(text).toMatch(TIMESTAMP_PATTERN);
  });

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
  ])('refuses %j', (text) => {
    expect(text).not.toMatch(TIMESTAMP_PATTERN);
  });
});

describe('timestampOf', () => {
  it('tells every moment as Date does, also the same one again and one among others', () => {
    const moments = fc.array(fc.date({ noInvalidDate: true }), { maxLength: 5 });
    fc.assert(
      fc.property(moments, (some) => {
        for (const moment of [...some, ...some].flatMap((each) => [each, new Date(each)])) {
          expect(timestampOf(moment)).toBe(moment.toISOString());
        }
      }),
    );
  });

  it('goes by what a Date says now, not by what it said before', () => {
    const moment = new Date('2026-11-22T10:15:30.123Z');
    expect(timestampOf(moment)).toBe('2026-11-22T10:15:30.123Z');
    moment.setUTCMonth(11);
    expect(timestampOf(moment)).toBe('2026-12-22T10:15:30.123Z');
  });

  it('refuses an invalid date, also after another', () => {
    const invalid = new Date(Number.NaN);
    expect(() => timestampOf(invalid)).toThrow(RangeError);
    expect(() => timestampOf(invalid)).toThrow(RangeError);
  });
});
