import * as fc from 'fast-check';
import { withOwn } from './valid-documents';

/** Number literals that JavaScript cannot write back as they were read. */
const LITERALS = ['1e400', '-1e400', '-0', '1.0', '2E0', '1e-400', '0.1e1', '9007199254740993', '1'.repeat(400)];
const MARK = '\u2603literal:';

const NUMBERS = [0, 1, 2, -1, 0.5, 1.5, 2 ** 31 - 1, 2 ** 31, 2 ** 53 - 1, 2 ** 53, 1e21, 1e308, 5e-324];
const LENGTHS = [0, 1, 2, 3, 32, 33, 64, 65, 127, 128, 129, 255, 256, 257, 499, 500, 501, 512, 513, 1_000, 30_000];
const UNITS = ['a', 'A', '0', ' ', '\n', '\u0000', 'ß', '١', '😀', '\ufe0f', '\ud83d', '\ude00', '\u200d', '\u0085'];
const WORDS = [
  ...[
    '',
    'EUR',
    'eur',
    'Eur',
    'XXX',
    'XYZ',
    'card',
    'constructor',
    '__proto__',
    '1.0',
    'null',
    'true',
    'application/json',
  ],
  ...['2026-02-29T00:00:00Z', '2026-02-30T00:00:00Z', '0000-01-01T00:00:00Z', '2026-11', '1899-12', '000000000001'],
  ...[
    '00-00000000000000000000000000000000-0000000000000000-00',
    'POL-1',
    'sales.payment-recorded.v1',
    '1',
    '999999999999',
  ],
];

const longTexts = fc.tuple(fc.constantFrom(...UNITS), fc.constantFrom(...LENGTHS)).map(([unit, n]) => unit.repeat(n));
const currencies = fc.stringMatching(/^[A-Z]{3}$/);
const anything = fc.oneof(
  fc.constantFrom(null, true, false, [], {}, [null], { toString: 1 }),
  fc.constantFrom(...NUMBERS),
  fc.constantFrom(...LITERALS).map((literal) => MARK + literal),
  fc.constantFrom(...WORDS),
  longTexts,
  currencies,
  fc.string({ unit: 'binary' }),
  fc.jsonValue({ maxDepth: 2 }),
);

type Change = (value: unknown) => unknown;

/** One character more, less or another: what only just breaks a rule. */
const edits: fc.Arbitrary<Change> = fc
  .tuple(
    fc.nat(),
    fc.constantFrom('insert', 'delete', 'replace', 'append'),
    fc.constantFrom(...UNITS, '1', 'Z', '-', '.'),
  )
  .map(([place, edit, unit]) => (value: unknown) => {
    if (typeof value !== 'string') return [value];
    const at = edit === 'append' ? value.length : place % (value.length + 1);
    const removed = edit === 'delete' || edit === 'replace' ? 1 : 0;
    return value.slice(0, at) + (edit === 'delete' ? '' : unit) + value.slice(at + removed);
  });
const changes: fc.Arbitrary<Change> = fc.oneof(
  { weight: 3, arbitrary: anything.map((value) => () => value) },
  { weight: 3, arbitrary: edits },
  fc.constantFrom<Change>(
    (value) => (typeof value === 'string' ? value.toUpperCase() : value),
    (value) => (typeof value === 'string' ? value.toLowerCase() : value),
    (value) => (typeof value === 'number' ? String(value) : value),
    (value) => (typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value),
    (value) => [value],
    (value) => ({ value }),
    () => undefined,
    () => undefined,
  ),
);

/** Changes a document at one to three places: known or unknown properties. */
export const mutations: fc.Arbitrary<(document: object) => object> = fc
  .array(fc.tuple(fc.nat(), changes), { minLength: 1, maxLength: 3 })
  .map((steps) => (document) => steps.reduce((changed, [pick, change]) => changeOne(changed, pick, change), document));

function changeOne(document: object, pick: number, change: Change): object {
  const names = Object.keys(document);
  const name = names[pick % (names.length + 1)] ?? 'unknown';
  const value: unknown = (document as Record<string, unknown>)[name];
  const isDeeper = typeof value === 'object' && value !== null && !Array.isArray(value) && pick % 4 !== 0;
  return withOwn(document, name, isDeeper ? changeOne(value, Math.floor(pick / 7), change) : change(value));
}

/** As a sender would have written it, the marked number literals among it. */
export const textOf = (document: object): string =>
  LITERALS.reduce((text, literal) => text.replaceAll(`"${MARK}${literal}"`, literal), JSON.stringify(document));
