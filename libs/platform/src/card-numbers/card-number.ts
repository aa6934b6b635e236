/** No card number has fewer digits. */
const FEWEST_DIGITS = 13;

/** 13 digits or more, with up to three spaces, dots or dashes between two of them: `4111 - 1111` is written, too. */
const DIGIT_RUN_PATTERN = /\d(?:[ .-]{0,3}\d){12,}/;
const DIGIT_RUNS_PATTERN = new RegExp(DIGIT_RUN_PATTERN, 'g');

/** Identifiers of these shapes hold long rows of digits by chance: UUIDs, and the hexadecimal ids of traces. */
const HEX_IDENTIFIER =
  /(?<![0-9A-Fa-f])(?:[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}|[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2})(?![0-9A-Fa-f])/;
const HEX_IDENTIFIERS_PATTERN = new RegExp(HEX_IDENTIFIER, 'g');
/** A row of digits, unless it is part of such an identifier: that is matched as a whole, so that it can be kept. */
const RUNS_OR_IDENTIFIERS_PATTERN = new RegExp(
  `(?<identifier>${HEX_IDENTIFIER.source})|${DIGIT_RUN_PATTERN.source}`,
  'g',
);

/** What people type between the digits of a card number. */
const SEPARATORS_PATTERN = /[ .-]+/;

interface Scheme {
  readonly prefix: RegExp;
  readonly lengths: readonly number[];
}

/**
 * Where the numbers of the large networks begin, and how long the numbers that they issue are: Visa, Mastercard,
 * American Express, Diners Club, Discover, UnionPay, JCB.
 */
const LARGE_NETWORKS: readonly Scheme[] = [
  { prefix: /^4/, lengths: [16] },
  { prefix: /^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, lengths: [16] },
  { prefix: /^3[47]/, lengths: [15] },
  { prefix: /^3(?:0[0-5]|[689])/, lengths: [14] },
  { prefix: /^(?:6011|64[4-9]|65|62)/, lengths: [16] },
  { prefix: /^35(?:2[89]|[3-8])/, lengths: [16] },
];

/** All that ISO/IEC 7812 issuer identification numbers allow, rare lengths and Maestro included. */
const SCHEMES: readonly Scheme[] = [
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
 * For free text. The number may be followed or preceded by more digits, such as an expiry date. It errs on the safe side:
 * about one in ten texts of 16 random digits is taken for a card number. UUIDs, and identifiers in other groups, are not.
 * Takes time in proportion to the length of the text.
 */
export function containsCardNumber(text: string): boolean {
  // Nearly every text ends here: this runs for every property of every payment.
  if (text.length < FEWEST_DIGITS || !DIGIT_RUN_PATTERN.test(text)) return false;
  for (const run of text.replace(HEX_IDENTIFIERS_PATTERN, ' / ').matchAll(DIGIT_RUNS_PATTERN)) {
    const groups = run[0].split(SEPARATORS_PATTERN);
    if (groups.some(holdsCardNumber) || isGrouped(groups)) return true;
  }
  return false;
}

/**
 * Whether a text as a whole is a card number of one of the large networks, separators left aside.
 *
 * For identifiers that others choose, such as idempotency keys: one in 43 numbers of 16 random digits is still taken for
 * one, and none that has other characters or another length.
 */
export function isCardNumber(text: string): boolean {
  return text.length <= LONGEST_WRITTEN && WRITTEN_NUMBER_PATTERN.test(text) && isIssued(digitsOf(text));
}

/** Replaces the digits of every card number of a large network, where it stands as a row or in groups of its own. */
export function maskCardNumbers(text: string): string {
  if (text.length < FEWEST_DIGITS || !DIGIT_RUN_PATTERN.test(text)) return text;
  return text.replaceAll(RUNS_OR_IDENTIFIERS_PATTERN, (found: string, identifier: string | undefined) => {
    if (identifier !== undefined) return found;
    const groups = found.split(SEPARATORS_PATTERN);
    return groups.some(isIssued) || isGrouped(groups) ? found.replaceAll(/\d/g, '*') : found;
  });
}

/** 19 digits with three separators after each. */
const LONGEST_WRITTEN = 73;
const WRITTEN_NUMBER_PATTERN = /^\d(?:[ .-]{0,3}\d){12,18}$/;

function digitsOf(text: string): string {
  return text.replaceAll(/\D/g, '');
}

function isIssued(digits: string): boolean {
  return isNumberOf(LARGE_NETWORKS, digits);
}

/** In one row of digits a number stands first or last: people do not write it in the midst of others. */
function holdsCardNumber(digits: string): boolean {
  if (digits.length < FEWEST_DIGITS) return false;
  return LENGTHS.some(
    (length) => isOfScheme(digits.slice(0, length), length) || isOfScheme(digits.slice(-length), length),
  );
}

const LENGTHS = [FEWEST_DIGITS, 14, 15, 16, 17, 18, 19] as const;

function isOfScheme(digits: string, length: number): boolean {
  return digits.length === length && isNumberOf(SCHEMES, digits);
}

function isGrouped(groups: readonly string[]): boolean {
  return groups.some((_group, start) => GROUPINGS.some((lengths) => isNumberInGroups(groups, start, lengths)));
}

function isNumberInGroups(groups: readonly string[], start: number, lengths: readonly number[]): boolean {
  // Lengths first: a long text of short groups must not be cut and joined at each of them.
  if (!lengths.every((length, at) => groups[start + at]?.length === length)) return false;
  return isNumberOf(SCHEMES, groups.slice(start, start + lengths.length).join(''));
}

function isNumberOf(schemes: readonly Scheme[], digits: string): boolean {
  const fits = schemes.some(({ lengths, prefix }) => lengths.includes(digits.length) && prefix.test(digits));
  return fits && passesLuhn(digits);
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
