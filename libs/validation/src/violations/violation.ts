import type { ValidationError } from 'class-validator';

/** One broken rule of a document. It never contains the offending value, which may be a secret. */
export interface Violation {
  /** JSON Pointer (RFC 6901) as a URI fragment: `#/amount/value`. */
  readonly pointer: string;
  /** class-validator's name of the rule, such as `matches`. */
  readonly rule: string;
  /** The expected value, in words. */
  readonly detail: string;
}

const MAX_DEPTH = 32;
const MAX_NAME_LENGTH = 64;

/** Flattens class-validator's tree into one violation per broken rule, parents before children. */
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
 * One step of a JSON Pointer in a URI fragment (RFC 6901): `~` becomes `~0`, `/` becomes `~1`, and the rest is
 * percent-encoded. The sender chose the name, so it is truncated, and unpaired surrogates are replaced.
 */
export function pointerToken(name: string): string {
  const wellFormed = name.slice(0, MAX_NAME_LENGTH).replace(/\p{Cs}/gu, '\uFFFD');
  return encodeURIComponent(wellFormed.replaceAll('~', '~0').replaceAll('/', '~1'));
}
