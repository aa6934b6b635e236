import { IS_OBJECT, ValidationTypes } from 'class-validator';
import type { Rule } from '../schema/property-schema';

/**
 * What a property means, in the words of its comment or of its class; then what it must be, in the words that somebody
 * reads who sends something else.
 */
export function descriptionOf(
  ofProperty: string | undefined,
  ofClass: string | undefined,
  rules: readonly Rule[],
): { description?: string } {
  const texts = rules
    // The type already says that it is an object.
    .filter(({ name, type }) => type === ValidationTypes.CUSTOM_VALIDATION && name !== IS_OBJECT)
    .map(({ message }) => message)
    .filter((message) => typeof message === 'string');
  const must = [...new Set(texts)].join('; ');
  const sentences = [ofProperty, ofClass, must === '' ? undefined : `${must.charAt(0).toUpperCase()}${must.slice(1)}.`];
  const description = sentences.filter((sentence) => sentence !== undefined).join(' ');
  return description === '' ? {} : { description };
}
