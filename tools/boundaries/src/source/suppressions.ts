/** A comment that switches a check off. `enable` only ends such a stretch. */
const SUPPRESSION = /(?:\/\/|\/\*)\s*(eslint-disable[\w-]*)([^\n]*?)(?:\*\/|\n|$)/g;
const MINIMUM_REASON_LENGTH = 10;

/**
 * The suppressions that do not name their rules or do not say why (`eslint-disable-next-line rule -- reason`).
 *
 * ESLint cannot check this itself: a comment that disables everything disables the rule that would object.
 */
export function unexplainedSuppressions(source: string): string[] {
  return [...source.matchAll(SUPPRESSION)]
    .filter(([, , rest = '']) => {
      const [rules = '', reason = ''] = rest.split(/\s--\s/);
      return rules.trim() === '' || reason.trim().length < MINIMUM_REASON_LENGTH;
    })
    .map(([comment]) => comment.trim());
}
