import { malformedBody, type Problem } from '@decouple/platform';
import { pointerToken } from '@decouple/validation';

/** A payment is three levels deep. The bound protects recursive code from deep documents. */
const MAX_DEPTH = 16;

/**
 * Reads a JSON body, more strictly than `JSON.parse`: repeated properties, deep nesting and `__proto__` are refused.
 *
 * A gateway in front of this API decides who the client is, and may read the body for it. Of a repeated property the
 * gateway may use the first value and this API the last: the payment that was checked would not be the one that is stored.
 * `secure-json-parse` finds neither repeated properties nor deep nesting, and the same pass finds `__proto__`.
 *
 * @throws Problem 400
 */
export function parseJsonBody(text: string): unknown {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    // Not kept as the cause: the parser's message quotes the text, which may contain a secret.
    throw malformedBody('The body is not valid JSON. Check its syntax and send it again.');
  }
  // Equal for nearly every body. Only a body with a fault is inspected for the place of the fault.
  if (namesIn(text) !== propertiesOf(document, 0)) inspect(text);
  return document;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const SPACE = 0x20;

/** The number of property names in valid JSON text: strings that are followed by a colon. */
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

/** The number of properties of a document; NaN if one is `__proto__` or if the document is too deep. */
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
  /** Names found so far; undefined in an array. */
  readonly names: Set<string> | undefined;
  /** The current name or index. */
  current: string;
  index: number;
}

/** Finds the fault of a body whose text is valid JSON. */
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
          // Code that copies properties would set the prototype of the target.
          if (name === '__proto__') throw badProperty(levels, POISONOUS);
          level.names.add(name);
          expectsName = false;
        }
        position = end;
        break;
      }
      default:
        // White space, colons, numbers and literals.
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
  detail: 'The body contains a property more than once. Send each property once.',
  error: 'must not be repeated',
};
const POISONOUS = {
  detail: 'The body contains a property with a name that is not allowed. Leave it out.',
  error: 'is not a known property',
};

function badProperty(levels: readonly Level[], { detail, error }: typeof REPEATED): Problem {
  const path = levels.map(({ current }) => pointerToken(current));
  return malformedBody(detail, [{ pointer: `#/${path.join('/')}`, detail: error }]);
}
