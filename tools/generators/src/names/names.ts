import { GeneratorInputError } from '../generator-input.error';

/** One thing in the two spellings that this house uses. */
export interface Names {
  /** `cancel-payment`: files and folders. */
  readonly kebab: string;
  /** `CancelPayment`: classes and ports. */
  readonly pascal: string;
  /** `cancelPayment`: variables and fields. */
  readonly camel: string;
  /** `cancel payment`: sentences. */
  readonly words: string;
}

const KEBAB = /^[a-z][a-z0-9]*(?:-[a-z][a-z0-9]*)*$/;
const PASCAL = /^[A-Z][a-z0-9]*(?:[A-Z][a-z0-9]*)*$/;

/**
 * @param what names the input in an error, such as "the name of the use case"
 * @throws GeneratorInputError when it is neither kebab-case nor PascalCase
 */
export function namesOf(input: string, what: string, example: string): Names {
  const kebab = PASCAL.test(input) ? input.replace(/(?<!^)([A-Z])/g, '-$1').toLowerCase() : input;
  if (!KEBAB.test(kebab)) {
    throw new GeneratorInputError(
      `${JSON.stringify(input)} cannot be ${what}: it must be words of letters and digits, ` +
        `joined by dashes (${example}) or by capital letters (${pascalCase(example)}).`,
    );
  }
  const pascal = pascalCase(kebab);
  return { kebab, pascal, camel: pascal.charAt(0).toLowerCase() + pascal.slice(1), words: kebab.replaceAll('-', ' ') };
}

const pascalCase = (kebab: string): string =>
  kebab
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
