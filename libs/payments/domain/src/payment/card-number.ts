/** No card number has fewer digits. */
const FEWEST_DIGITS = 13;

/** 13 digits or more, with up to three spaces, dots or dashes between two of them: `4111 - 1111` is written, too. */
const DIGIT_RUN_PATTERN = /\d(?:[ .-]{0,3}\d){12,}/;
const DIGIT_RUNS_PATTERN = new RegExp(DIGIT_RUN_PATTERN, 'g');

/** Identifiers of this shape are common where this looks, and hold long rows of digits by chance. */
const UUID_PATTERN = /(?<![0-9A-Fa-f])[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}(?![0-9A-Fa-f])/g;

/** Where the numbers of each scheme begin, and how long they are (ISO/IEC 7812 issuer identification numbers). */
const SCHEMES: readonly { readonly prefix: RegExp; readonly lengths: readonly number[] }[] = [
  { prefix: /^4/, lengths: [13, 16, 19] },
  { prefix: /^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, lengths: [16] },
  { prefix: /^3[47]/, lengths: [15] },
  { prefix: /^3(?:0[0-5]|[689])/, lengths: [14, 16, 17, 18, 19] },
  { prefix: /^(?:6011|64[4-9]|65|62)/, lengths: [16, 17, 18, 19] },
  { prefix: /^35(?:2[89]|[3-8])/, lengths: [16, 17, 18, 19] },
  { prefix: /^(?:50|5[6-8]|63|67)/, lengths: [13, 14, 15, 16, 17, 18, 19] },
];

/** How people write them in groups: 4-4-4-4 and the like, 4-6-5 (American Express), 4-6-4 (Diners Club). */
const GROUPINGS: readonly (readonly number[])[] = [
  [4, 4, 4, 4],
  [4, 4, 4, 4, 3],
  [4, 4, 4, 1],
  [4, 6, 5],
  [4, 6, 4],
];

/**
 * Whether a text holds something like a payment card number: digits that begin like a scheme's numbers, are as long, and
 * end in the right check digit, in one row or in the groups in which cards show them. Such a text must be neither stored
 * nor logged (PCI DSS 3).
 *
 * The number may be followed or preceded by more digits, such as an expiry date. It errs on the safe side: of identifiers
 * made of 16 random digits about one in twenty is taken for a card number. UUIDs, and identifiers in other groups, are not.
 */
export function containsCardNumber(text: string): boolean {
  // Nearly every text ends here: this runs for every property of every payment.
  if (text.length < FEWEST_DIGITS || !DIGIT_RUN_PATTERN.test(text)) return false;
  for (const run of text.replace(UUID_PATTERN, ' / ').matchAll(DIGIT_RUNS_PATTERN)) {
    const groups = run[0].split(/[ .-]+/);
    if (groups.some(holdsCardNumber) || isGrouped(groups)) return true;
  }
  return false;
}

/** In one row of digits a number stands first or last: people do not write it in the midst of others. */
function holdsCardNumber(digits: string): boolean {
  return LENGTHS.some(
    (length) => isCardNumber(digits.slice(0, length), length) || isCardNumber(digits.slice(-length), length),
  );
}

function isGrouped(groups: readonly string[]): boolean {
  return groups.some((_group, start) =>
    GROUPINGS.some((lengths) => {
      const candidate = groups.slice(start, start + lengths.length);
      const fits = candidate.length === lengths.length && candidate.every((group, at) => group.length === lengths[at]);
      const digits = candidate.join('');
      return fits && isCardNumber(digits, digits.length);
    }),
  );
}

const LENGTHS = [FEWEST_DIGITS, 14, 15, 16, 17, 18, 19] as const;

function isCardNumber(digits: string, length: number): boolean {
  if (digits.length !== length) return false;
  return SCHEMES.some(({ lengths, prefix }) => lengths.includes(length) && prefix.test(digits)) && passesLuhn(digits);
}

function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits[digits.length - 1 - index]);
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
