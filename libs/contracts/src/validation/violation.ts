import type { ValidationError } from 'class-validator';

/** One broken rule of a document. The offending value is never part of it: it may be a secret. */
export interface Violation {
  /** JSON Pointer (RFC 6901) as a URI fragment: `#/amount/value`. */
  readonly pointer: string;
  /** The rule's name as class-validator calls it: `matches`, `whitelistValidation`. */
  readonly rule: string;
  /** What is expected there, in words. */
  readonly detail: string;
}

const MAX_DEPTH = 32;
const MAX_NAME_LENGTH = 64;

/** Flattens class-validator's tree into one line per broken rule, in its order: a parent before its children. */
export function violationsOf(errors: readonly ValidationError[], parent = '#', depth = 0): Violation[] {
  if (depth > MAX_DEPTH) return [];
  return errors.flatMap((error) => {
    const pointer = pointerTo(error, parent);
    const own = Object.entries(error.constraints ?? {}).map(([rule, detail]) => ({ pointer, rule, detail }));
    return [...own, ...violationsOf(error.children ?? [], pointer, depth + 1)];
  });
}

/** An error about an object as a whole (`unknownValue`) has no property, whatever its type says. */
function pointerTo({ property }: { readonly property?: string | undefined }, parent: string): string {
  return property === undefined ? parent : `${parent}/${pointerToken(property)}`;
}

/**
 * One step of a JSON Pointer. RFC 6901: `~` and `/` inside a name are written `~0` and `~1`, and in a fragment whatever a URI cannot hold is
 * percent-encoded. A name is cut, because the sender chose it; the cut, or the sender, may leave half a surrogate pair.
 */
export function pointerToken(name: string): string {
  const wellFormed = name.slice(0, MAX_NAME_LENGTH).replace(/\p{Cs}/gu, '\uFFFD');
  return encodeURIComponent(wellFormed.replaceAll('~', '~0').replaceAll('/', '~1'));
}
