/** Character classes that regular expressions elsewhere lack or read differently, as plain ranges. */
const RANGES: Readonly<Record<string, string>> = {
  // In Python and .NET `\d` is any digit of Unicode.
  '\\d': '0-9',
  // Both categories are closed: no later version of Unicode adds to them.
  '\\p{Cc}': '\\u0000-\\u001f\\u007f-\\u009f',
  '\\p{Cs}': '\\ud800-\\udfff',
};

/** Escapes that mean the same wherever JSON Schema is read. */
const PORTABLE_ESCAPE = /^\\(?:[.*+?^$()[\]{}|/\\-]|u[0-9a-f]{4})$/i;
const ESCAPE = /\\(?:p\{\w+\}|u[0-9a-f]{4}|[^])/iuy;
const LOOKAROUND = /\((?:\?[=!<])/;

/**
 * The pattern as a JSON Schema says it: one that JavaScript, Java, Go, Python and .NET read alike.
 *
 * @throws Error saying what stands in the way
 */
export function portablePattern(pattern: RegExp): string {
  const { flags, source } = pattern;
  if (flags !== '' && flags !== 'u')
    throw new Error(`The flags "${flags}" of ${pattern} cannot be written in a schema.`);
  if (LOOKAROUND.test(source)) throw new Error(`Go and Rust have no lookaround, as in ${pattern}: say it without.`);
  if (flags === '' && takesBeyondAscii(source)) {
    throw new Error(
      `${pattern} takes characters beyond ASCII, but reads pairs of surrogates as two: add the flag "u".`,
    );
  }
  return rewritten(pattern);
}

/** Matches it, or might: an exclusion, a dot, or a literal. */
function takesBeyondAscii(source: string): boolean {
  const unescaped = source.replaceAll(/\\[^]/g, '');
  return /[^\x20-\x7e]|\[\^/.test(unescaped) || unescaped.replaceAll(/\[[^\]]*\]/g, '').includes('.');
}

function rewritten(pattern: RegExp): string {
  const { source } = pattern;
  let text = '';
  let inClass = false;
  for (let at = 0; at < source.length;) {
    const character = source.charAt(at);
    if (character !== '\\') {
      if (character === '[') inClass = true;
      if (character === ']') inClass = false;
      text += character;
      at += 1;
      continue;
    }
    ESCAPE.lastIndex = at;
    const escape = ESCAPE.exec(source)?.[0] ?? character;
    const range = RANGES[escape];
    if (range === undefined && !PORTABLE_ESCAPE.test(escape)) {
      throw new Error(
        `${escape} in ${pattern} is not read alike everywhere: write out which characters it stands for.`,
      );
    }
    if (range === undefined) text += escape;
    else text += inClass ? range : `[${range}]`;
    at += escape.length;
  }
  return text;
}
