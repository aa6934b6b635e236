import { Problem } from '@decouple/platform';
import { parseIdempotencyKey } from './idempotency-key';

function codeOf(header: string | undefined): string {
  try {
    parseIdempotencyKey(header);
  } catch (error) {
    if (error instanceof Problem) return error.facts.code;
    throw error;
  }
  return 'accepted';
}

describe('parseIdempotencyKey', () => {
  it.each([
    ['"8e03978e-40d5-43dd-bc93-6894a57f9324"', '8e03978e-40d5-43dd-bc93-6894a57f9324'],
    ['8e03978e-40d5-43dd-bc93-6894a57f9324', '8e03978e-40d5-43dd-bc93-6894a57f9324'],
    ['"a \\"quoted\\" \\\\ key, with a comma"', 'a "quoted" \\ key, with a comma'],
    ['  "padded"  ', 'padded'],
    [`"${'k'.repeat(255)}"`, 'k'.repeat(255)],
  ])('reads %s', (header, key) => {
    expect(parseIdempotencyKey(header)).toBe(key);
  });

  it('takes the quoted and the bare form of a key for the same key', () => {
    expect(parseIdempotencyKey('abc')).toBe(parseIdempotencyKey('"abc"'));
  });

  it.each([undefined, '', '   '])('reports %j as missing', (header) => {
    expect(codeOf(header)).toBe('idempotency-key-missing');
  });

  it.each(['""', '"unfinished', '"a", "b"', 'a, b', 'two words', '"tab\there"', '"ümlaut"', `"${'k'.repeat(256)}"`])(
    'reports %s as malformed',
    (header) => {
      expect(codeOf(header)).toBe('idempotency-key-malformed');
    },
  );

  it('refuses a card number', () => {
    expect(codeOf('"4111 1111 1111 1111"')).toBe('card-number-refused');
  });
});
