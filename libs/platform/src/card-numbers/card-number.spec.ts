import * as fc from 'fast-check';
import { containsCardNumber, isCardNumber, maskCardNumbers } from './card-number';

/** The digits with the check digit behind them that makes them pass (Luhn, ISO/IEC 7812-1 annex B). */
function withCheckDigit(payload: string): string {
  const sum = [...payload].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return `${payload}${(10 - (sum % 10)) % 10}`;
}

/** The first digits and the length of numbers of each scheme. */
const scheme = fc.constantFrom(
  ['4', 13],
  ['4', 16],
  ['4', 19],
  ['51', 16],
  ['2221', 16],
  ['2720', 16],
  ['34', 15],
  ['37', 15],
  ['36', 14],
  ['6011', 16],
  ['65', 19],
  ['62', 17],
  ['3528', 16],
  ['3589', 16],
  ['67', 18],
) as fc.Arbitrary<[string, number]>;

const cardNumber = scheme.chain(([prefix, length]) =>
  fc
    .stringMatching(new RegExp(`^[0-9]{${length - prefix.length - 1}}$`))
    .map((middle) => withCheckDigit(`${prefix}${middle}`)),
);
/** 1,000 random rows, always the same ones. */
const rowsOfDigits = (length: number): string[] => {
  const digits = fc.sample(fc.integer({ min: 0, max: 9 }), { seed: length, numRuns: 1_000 * length });
  return Array.from({ length: 1_000 }, (_, row) => digits.slice(row * length, (row + 1) * length).join(''));
};

const NO_DIGITS = fc.stringMatching(/^[A-Za-z _/:äß.-]*$/);

describe('containsCardNumber', () => {
  it.each([
    '4111111111111111',
    '5555555555554444',
    '378282246310005',
    '30569309025904',
    '6011111111111117',
    '4222222222222',
    '4111 1111 1111 1111',
    '4111-1111-1111-1111',
    '4111.1111.1111.1111',
    '4111 - 1111 - 1111 - 1111',
    'tok_4111111111111111',
    'my card is 4111111111111111, thanks',
    'a4111111111111111b',
    '4111\u00201111-1111.1111',
  ])('finds the card number in %j', (text) => {
    expect(containsCardNumber(text)).toBe(true);
  });

  it.each([
    '',
    'tok_1a2b3c4d5e6f',
    'CUST-1001',
    '4222222222223',
    '4222 2222 2222 3',
    '411111111111',
    '+49 30 1234 56 78',
    '0000000000000000',
    '0000-0000-0000-0000',
    '019400a0-5b3c-7d2e-8f10-2a4b6c8d0e1f',
    '4111x1111x1111x1111',
    '4111\n1111\n1111\n1111',
    '9111111111111111',
    '1732270530123',
    '20261122101530123',
    '41111111-1111-4111-8111-111111111111',
  ])('finds no card number in %j', (text) => {
    expect(containsCardNumber(text)).toBe(false);
  });

  it('finds any number of a scheme at any place', () => {
    fc.assert(
      fc.property(NO_DIGITS, cardNumber, NO_DIGITS, (before, number, after) =>
        containsCardNumber(before + number + after),
      ),
    );
  });

  it.each([
    ['4111111111111111', [4, 4, 4, 4]],
    ['378282246310005', [4, 6, 5]],
    ['30569309025904', [4, 6, 4]],
    ['4222222222222', [4, 4, 4, 1]],
    [withCheckDigit('400000000000000000'), [4, 4, 4, 4, 3]],
  ])('finds %s in the groups %j with any separators', (number, lengths) => {
    for (const separator of [' ', '-', '.', ' - ']) {
      let at = 0;
      const groups = lengths.map((length) => number.slice(at, (at += length)));
      expect(containsCardNumber(`card ${groups.join(separator)} exp 12/27`)).toBe(true);
    }
  });

  it('does not match identifiers in other groups', () => {
    const hex = fc.stringMatching(/^[0-9]{8}-[0-9]{4}-4[0-9]{3}$/);
    fc.assert(
      fc.property(hex, (part) => !containsCardNumber(`POL-${part}`)),
      { numRuns: 1_000 },
    );
  });

  it('finds a card number next to other digits', () => {
    expect(containsCardNumber('4111111111111111 12/27')).toBe(true);
    expect(containsCardNumber('41111111111111111227')).toBe(true);
    expect(containsCardNumber('0049 4111 1111 1111 1111')).toBe(true);
    expect(containsCardNumber('12274111111111111111')).toBe(true);
  });

  it('does not match a UUID', () => {
    const digitsOnly = fc.stringMatching(/^[0-9]{8}-[0-9]{4}-4[0-9]{3}-8[0-9]{3}-[0-9]{12}$/);
    fc.assert(
      fc.property(fc.oneof(fc.uuid(), digitsOnly), (id) => !containsCardNumber(id)),
      { numRuns: 1_000 },
    );
    expect(containsCardNumber('41111111-1111-4111-8111-111111111111 4111111111111111')).toBe(true);
  });

  it('does not match 13 digits with a wrong check digit', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^4[0-9]{11}$/), fc.integer({ min: 1, max: 9 }), (twelve, off) => {
        const right = withCheckDigit(twelve);
        return !containsCardNumber(`${twelve}${(Number(right.at(-1)) + off) % 10}`);
      }),
    );
  });

  it('does not match fewer than 13 digits', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[0-9]{1,12}$/)), (groups) => !containsCardNumber(groups.join('x'))),
    );
  });

  it.each([
    [13, 30],
    [16, 120],
    [19, 200],
  ])('matches of 1,000 random runs of %i digits at most %i', (length, most) => {
    expect(rowsOfDigits(length).filter(containsCardNumber).length).toBeLessThan(most);
  });

  it('does not match digits of other scripts, or digits with other characters between', () => {
    expect(containsCardNumber('４１１１１１１１１１１１１１１１')).toBe(false);
    expect(containsCardNumber('4111_1111_1111_1111')).toBe(false);
  });

  it('takes time proportional to the length of the text', () => {
    const millisecondsFor = (text: string): number => {
      const startedAt = process.hrtime.bigint();
      containsCardNumber(text);
      return Number(process.hrtime.bigint() - startedAt) / 1e6;
    };
    const gaps = ' '.repeat(200_000);
    const nearMisses = `${'1 '.repeat(12)}    `.repeat(8_000);
    const zeros = '0   '.repeat(50_000);
    for (const text of [gaps, `1${gaps}1`, nearMisses, zeros]) expect(millisecondsFor(text)).toBeLessThan(3_000);
  });
});

describe('isCardNumber', () => {
  it.each(['4111111111111111', '5555555555554444', '378282246310005', '30569309025904', '4111 1111 1111 1111'])(
    'recognizes %s',
    (text) => expect(isCardNumber(text)).toBe(true),
  );

  it.each([
    ...['', '4111111111111112', '9111111111111111', '411111111111111', '41111111111111111', '4222222222222'],
    ...['order-4111111111111111', 'a4111111111111111', '4111111111111111 ', '4111,1111,1111,1111', '0'.repeat(16)],
  ])('does not match %j', (text) => expect(isCardNumber(text)).toBe(false));

  it('matches at most 35 of 1,000 identifiers of 16 random digits, and none of 12, 13 or 20', () => {
    expect(rowsOfDigits(16).filter(isCardNumber).length).toBeLessThan(35);
    for (const length of [12, 13, 20]) expect(rowsOfDigits(length).filter(isCardNumber)).toEqual([]);
  });
});

describe('maskCardNumbers', () => {
  it.each([
    ['{"pan":"4111111111111111"}', '{"pan":"****************"}'],
    ['my card is 4111 1111 1111 1111, thanks', 'my card is **** **** **** ****, thanks'],
    ['378282246310005 and 5555555555554444', '*************** and ****************'],
  ])('masks %s', (text, masked) => expect(maskCardNumbers(text)).toBe(masked));

  it.each([
    '{"time":"2026-11-22T10:15:30.000Z","at":1764204000000000}',
    '41111111-1111-4111-8111-111111111111',
    '00-41111111111111114111111111111111-4111111111111111-01',
    '4111111111111112',
    'no digits',
  ])('leaves %s unchanged', (text) => expect(maskCardNumbers(text)).toBe(text));

  it('masks the number of a large network within any text', () => {
    fc.assert(
      fc.property(NO_DIGITS, NO_DIGITS, (before, after) => {
        const text = `${before}|4111111111111111|${after}`;
        expect(maskCardNumbers(text)).toBe(`${before}|${'*'.repeat(16)}|${after}`);
      }),
    );
  });
});
