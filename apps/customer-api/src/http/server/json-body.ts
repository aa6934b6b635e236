import { pointerToken } from '@decouple/validation';
import { malformedBody, type Problem } from '@decouple/platform';

/** A payment is three levels deep; recursive code must never meet what is deeper than this. */
const MAX_DEPTH = 16;

/**
 * Reads a JSON body, more strictly than `JSON.parse`: a repeated property is refused, because two readers may take two
 * different values from it; and so are deep nesting and `__proto__`.
 *
 * @throws Problem 400
 */
export function parseJsonBody(text: string): unknown {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    // The parser's own message quotes the text, which may hold a secret: it is not passed on.
    throw malformedBody('The body is not valid JSON. Check its syntax and send it again.');
  }
  // Nearly every text ends here. The walk is for those that are to be told what is wrong with them, and where.
  if (namesIn(text) !== propertiesOf(document, 0)) inspect(text);
  return document;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const SPACE = 0x20;

/** How many names of properties stand in text that is known to be valid JSON: strings that a colon follows. */
function namesIn(text: string): number {
  let names = 0;
  for (let start = text.indexOf('"'); start !== -1; start = text.indexOf('"', start)) {
    start += 1;
    while (text.charCodeAt(start) !== QUOTE) start += text.charCodeAt(start) === BACKSLASH ? 2 : 1;
    start += 1;
    while (text.charCodeAt(start) <= SPACE) start += 1;
    if (text.charCodeAt(start) === COLON) names += 1;
  }
  return names;
}

/** How many properties a document has in all; no number when it has one that it must not have, or is too deep. */
function propertiesOf(value: unknown, depth: number): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (depth === MAX_DEPTH || Object.hasOwn(value, '__proto__')) return Number.NaN;
  let properties = 0;
  if (Array.isArray(value)) {
    for (const element of value as readonly unknown[]) properties += propertiesOf(element, depth + 1);
    return properties;
  }
  for (const name in value) {
    properties += 1 + propertiesOf((value as Readonly<Record<string, unknown>>)[name], depth + 1);
  }
  return properties;
}

interface Level {
  /** Names seen so far; undefined inside an array. */
  readonly names: Set<string> | undefined;
  /** The name or index that is being read. */
  current: string;
  index: number;
}

/** Walks over text that is known to be valid JSON. */
function inspect(text: string): void {
  const levels: Level[] = [];
  let expectsName = false;
  for (let position = 0; position < text.length; position += 1) {
    const level = levels.at(-1);
    switch (text[position]) {
      case '{':
      case '[': {
        if (levels.length === MAX_DEPTH) throw malformedBody(`The body is nested more than ${MAX_DEPTH} levels deep.`);
        expectsName = text[position] === '{';
        levels.push({ names: expectsName ? new Set() : undefined, current: '0', index: 0 });
        break;
      }
      case '}':
      case ']':
        levels.pop();
        expectsName = false;
        break;
      case ',':
        expectsName = level?.names !== undefined;
        if (level !== undefined && !expectsName) level.current = String((level.index += 1));
        break;
      case '"': {
        const end = endOfString(text, position);
        if (expectsName && level?.names !== undefined) {
          const name = JSON.parse(text.slice(position, end + 1)) as string;
          level.current = name;
          if (level.names.has(name)) throw badProperty(levels, REPEATED);
          // Reading code would set the object's prototype by it instead of a property.
          if (name === '__proto__') throw badProperty(levels, POISONOUS);
          level.names.add(name);
          expectsName = false;
        }
        position = end;
        break;
      }
      default:
        // White space, colons, numbers and the three literals tell nothing.
        break;
    }
  }
}

function endOfString(text: string, start: number): number {
  let position = start + 1;
  while (text[position] !== '"') position += text[position] === '\\' ? 2 : 1;
  return position;
}

const REPEATED = {
  detail: 'A property stands in the body more than once. Send each property once.',
  error: 'must not be repeated',
};
const POISONOUS = {
  detail: 'The body has a property with a name that is not allowed. Leave it out.',
  error: 'is not a known property',
};

function badProperty(levels: readonly Level[], { detail, error }: typeof REPEATED): Problem {
  const path = levels.map(({ current }) => pointerToken(current));
  return malformedBody(detail, [{ pointer: `#/${path.join('/')}`, detail: error }]);
}
