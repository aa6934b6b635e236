/** Minimum length of a card number. */
const MIN_DIGITS = 13;

/** At least 13 digits, with up to three spaces, dots or dashes between two of them, such as `4111 - 1111`. */
const DIGIT_RUN_PATTERN = /\d(?:[ .-]{0,3}\d){12,}/;
const DIGIT_RUNS_PATTERN = new RegExp(DIGIT_RUN_PATTERN, 'g');

/** Identifiers that contain long runs of digits by chance: UUIDs, and the hexadecimal ids of traces. */
const HEX_IDENTIFIER =
  /(?<![0-9A-Fa-f])(?:[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}|[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2})(?![0-9A-Fa-f])/;
const HEX_IDENTIFIERS_PATTERN = new RegExp(HEX_IDENTIFIER, 'g');
/** A run of digits, or a whole identifier that contains one, so that the identifier can be kept. */
const RUNS_OR_IDENTIFIERS_PATTERN = new RegExp(
  `(?<identifier>${HEX_IDENTIFIER.source})|${DIGIT_RUN_PATTERN.source}`,
  'g',
);

/** Separators that people type between the digits of a card number. */
const SEPARATORS_PATTERN = /[ .-]+/;

interface Scheme {
  readonly prefix: RegExp;
  readonly lengths: readonly number[];
}

/**
 * Prefixes and lengths of the numbers that the large networks issue: Visa, Mastercard, American Express, Diners Club,
 * Discover, UnionPay, JCB.
 */
const LARGE_NETWORKS: readonly Scheme[] = [
  { prefix: /^4/, lengths: [16] },
  { prefix: /^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, lengths: [16] },
  { prefix: /^3[47]/, lengths: [15] },
  { prefix: /^3(?:0[0-5]|[689])/, lengths: [14] },
  { prefix: /^(?:6011|64[4-9]|65|62)/, lengths: [16] },
  { prefix: /^35(?:2[89]|[3-8])/, lengths: [16] },
];

/** All issuer identification numbers of ISO/IEC 7812, including rare lengths and Maestro. */
const SCHEMES: readonly Scheme[] = [
  { prefix: /^4/, lengths: [13, 16, 19] },
  { prefix: /^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, lengths: [16] },
  { prefix: /^3[47]/, lengths: [15] },
  { prefix: /^3(?:0[0-5]|[689])/, lengths: [14, 16, 17, 18, 19] },
  { prefix: /^(?:6011|64[4-9]|65|62)/, lengths: [16, 17, 18, 19] },
  { prefix: /^35(?:2[89]|[3-8])/, lengths: [16, 17, 18, 19] },
  { prefix: /^(?:50|5[6-8]|63|67)/, lengths: [13, 14, 15, 16, 17, 18, 19] },
];

/** Groups in which cards show their number: 4-4-4-4 and the like, 4-6-5 (American Express), 4-6-4 (Diners Club). */
const GROUPINGS: readonly (readonly number[])[] = [
  [4, 4, 4, 4],
  [4, 4, 4, 4, 3],
  [4, 4, 4, 1],
  [4, 6, 5],
  [4, 6, 4],
];

/**
 * Whether a text contains something like a card number: digits with the prefix, length and check digit of a scheme, in
 * one run or in the groups in which cards show them. Such a text must not be stored or logged (PCI DSS 3).
 *
 * For free text. Other digits, such as an expiry date, may precede or follow the number. False positives are accepted:
 * about 10 % of all texts of 16 random digits match. UUIDs, and identifiers in other groups, do not. Runs in time
 * proportional to the length of the text.
 */
export function containsCardNumber(text: string): boolean {
  // Decides nearly every text. This runs for every property of every request.
  if (text.length < MIN_DIGITS || !DIGIT_RUN_PATTERN.test(text)) return false;
  for (const run of text.replace(HEX_IDENTIFIERS_PATTERN, ' / ').matchAll(DIGIT_RUNS_PATTERN)) {
    const groups = run[0].split(SEPARATORS_PATTERN);
    if (groups.some(holdsCardNumber) || isGrouped(groups)) return true;
  }
  return false;
}

/**
 * Whether a whole text is a card number of one of the large networks, ignoring separators.
 *
 * For identifiers that others choose, such as idempotency keys: 1 in 43 numbers of 16 random digits matches, and no
 * text with other characters or of another length.
 */
export function isCardNumber(text: string): boolean {
  return text.length <= MAX_WRITTEN_LENGTH && WRITTEN_NUMBER_PATTERN.test(text) && isIssued(digitsOf(text));
}

/** Replaces the digits of every card number of a large network that stands as a run or in its own groups. */
export function maskCardNumbers(text: string): string {
  if (text.length < MIN_DIGITS || !DIGIT_RUN_PATTERN.test(text)) return text;
  return text.replaceAll(RUNS_OR_IDENTIFIERS_PATTERN, (found: string, identifier: string | undefined) => {
    if (identifier !== undefined) return found;
    const groups = found.split(SEPARATORS_PATTERN);
    return groups.some(isIssued) || isGrouped(groups) ? found.replaceAll(/\d/g, '*') : found;
  });
}

/** 19 digits with three separators after each digit. */
const MAX_WRITTEN_LENGTH = 73;
const WRITTEN_NUMBER_PATTERN = /^\d(?:[ .-]{0,3}\d){12,18}$/;

function digitsOf(text: string): string {
  return text.replaceAll(/\D/g, '');
}

function isIssued(digits: string): boolean {
  return isNumberOf(LARGE_NETWORKS, digits);
}

/** In one run of digits the number is at the start or the end: people do not write it between other digits. */
function holdsCardNumber(digits: string): boolean {
  if (digits.length < MIN_DIGITS) return false;
  return LENGTHS.some(
    (length) => isOfScheme(digits.slice(0, length), length) || isOfScheme(digits.slice(-length), length),
  );
}

const LENGTHS = [MIN_DIGITS, 14, 15, 16, 17, 18, 19] as const;

function isOfScheme(digits: string, length: number): boolean {
  return digits.length === length && isNumberOf(SCHEMES, digits);
}

function isGrouped(groups: readonly string[]): boolean {
  return groups.some((_group, start) => GROUPINGS.some((lengths) => isNumberInGroups(groups, start, lengths)));
}

function isNumberInGroups(groups: readonly string[], start: number, lengths: readonly number[]): boolean {
  // Lengths first, so that a long text of short groups is not cut and joined at each of them.
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
