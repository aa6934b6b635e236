import { type CleanedEnv, cleanEnv, EnvMissingError, makeExactValidator, str } from 'envalid';
import { ConfigurationError } from './configuration.errors';

export { str };

type Specification = Parameters<typeof cleanEnv>[1];

const TRUE = new Set(['true', 't', 'yes', 'on', '1']);
const FALSE = new Set(['false', 'f', 'no', 'off', '0']);

/** A Boolean. Not envalid's own, whose error repeats the value. */
export const bool = makeExactValidator<boolean>((input) => {
  if (TRUE.has(input)) return true;
  if (FALSE.has(input)) return false;
  throw new TypeError('must be true or false');
});

/** One of the given words. Not envalid's `choices`, whose error repeats the value. */
export const oneOf = <T extends string>(...words: readonly T[]) =>
  makeExactValidator<T>((input) => {
    const word = words.find((candidate) => candidate === input);
    if (word === undefined) throw new TypeError(`must be one of: ${words.join(', ')}`);
    return word;
  });

/** A whole number within the bounds, both included. */
export const integer = (minimum: number, maximum: number) =>
  makeExactValidator<number>((input) => {
    const value = Number(input);
    if (!/^\d+$/.test(String(input)) || value < minimum || value > maximum) {
      throw new TypeError(`must be a whole number from ${minimum} to ${maximum}`);
    }
    return value;
  });

/** A TCP port; 0 lets the system choose a free one. */
export const port = integer(0, 65_535);

/** A URL of one of the given protocols, such as `postgres:`. */
export const urlOf = (...protocols: readonly string[]) =>
  makeExactValidator<string>((input) => {
    const begins = protocols.some((protocol) => input.toLowerCase().startsWith(`${protocol}//`));
    if (!begins || !URL.canParse(input)) {
      throw new TypeError(`must be a URL that begins with ${protocols.map((name) => `${name}//`).join(' or ')}`);
    }
    return input;
  });

/** An origin of one of the given protocols, without a path: `https://console.example.com`. */
export const originOf = (...protocols: readonly string[]) =>
  makeExactValidator<string>((input) => {
    const begins = protocols.some((protocol) => input.toLowerCase().startsWith(`${protocol}//`));
    if (!begins || !URL.canParse(input) || new URL(input).origin !== input.replace(/\/$/, '')) {
      throw new TypeError('must be an origin without a path, such as https://console.example.com');
    }
    return new URL(input).origin;
  });

const HOST_NAME = /^(?:\*|[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?|\[[0-9a-f:.]+\])$/;

/** Host names or addresses without port, separated by commas; `*` stands for any. */
export const hostNames = makeExactValidator<readonly string[]>((input) => {
  const names = input.split(',').map((name) => name.trim().toLowerCase());
  if (!names.every((name) => HOST_NAME.test(name))) {
    throw new TypeError('must be host names without port, separated by commas, such as api.example.com,10.0.0.7');
  }
  return names;
});

/** Text that matches the pattern; `expectation` completes "must be …". */
export const matching = (pattern: RegExp, expectation: string) =>
  makeExactValidator<string>((input) => {
    if (!pattern.test(input)) throw new TypeError(`must be ${expectation}`);
    return input;
  });

/**
 * Reads and checks the environment variables of the specification; an empty variable counts as absent.
 *
 * @param check rules between variables; returns one line per broken rule, keyed by the variable to look at
 * @throws ConfigurationError naming every bad variable at once; values never appear in it, they may be secrets
 */
export function readEnvironment<S extends Specification>(
  environment: Readonly<Record<string, string | undefined>>,
  specification: S,
  check: (values: CleanedEnv<S>) => Readonly<Record<string, string>> = () => ({}),
): Readonly<CleanedEnv<S>> {
  const present = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const problems: Record<string, string> = {};
  const values = cleanEnv(present, specification, {
    reporter: ({ errors }) => {
      for (const [name, error] of Object.entries(errors)) {
        problems[name] = error instanceof EnvMissingError ? 'is required but not set' : (error as Error).message;
      }
    },
  });
  // A copy: envalid's object throws when a rejected variable is read.
  const all = { ...check({ ...values }), ...problems };
  if (Object.keys(all).length > 0) throw new ConfigurationError(all);
  return values;
}
