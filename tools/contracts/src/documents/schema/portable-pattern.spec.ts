import { portablePattern } from './portable-pattern';

describe('portablePattern', () => {
  it.each([
    [/^[1-9]\d{0,11}$/, '^[1-9][0-9]{0,11}$'],
    [/^[\d.-]+$/, '^[0-9.-]+$'],
    [/^a\.b\u00e9\/$/u, '^a\\.b\\u00e9\\/$'],
    [/^[^\p{Cc}\p{Cs}]*$/u, '^[^\\u0000-\\u001f\\u007f-\\u009f\\ud800-\\udfff]*$'],
    [/^\[\d\]$/, '^\\[[0-9]\\]$'],
  ])('writes %p as %s', (pattern, portable) => {
    expect(portablePattern(pattern)).toBe(portable);
  });

  it('matches the same texts as the given pattern', () => {
    const everyUnit = Array.from({ length: 0x1_0000 }, (_, unit) => String.fromCharCode(unit));
    for (const pattern of [/^[^\p{Cc}\p{Cs}]$/u, /^\d$/]) {
      const portable = new RegExp(portablePattern(pattern), 'u');
      expect(everyUnit.filter((unit) => pattern.test(unit) !== portable.test(unit))).toEqual([]);
    }
  });

  it.each([
    [/^a$/i, 'The flags "i" of /^a$/i cannot be written in a schema.'],
    [/^(?!0)\d$/, 'Go and Rust have no lookaround'],
    [/^(?<=a)b$/, 'Go and Rust have no lookaround'],
    [/^\w+$/, '\\w in /^\\w+$/ is not read alike everywhere'],
    [/^\p{L}+$/u, '\\p{L} in /^\\p{L}+$/u is not read alike everywhere'],
    [/^a\b$/, '\\b in /^a\\b$/ is not read alike'],
    [/^[^a]$/, 'add the flag "u"'],
    [/^.$/, 'add the flag "u"'],
    [/^ü$/, 'add the flag "u"'],
  ])('refuses %p and says why', (pattern, why) => {
    expect(() => portablePattern(pattern)).toThrow(why);
  });
});
