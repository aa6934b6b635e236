import type { SchemaChange } from './breaking-change';
import { compareLimits, LIMITS } from './compare-limits';
import { comparePatterns } from './compare-patterns';
import { compareProperties } from './compare-properties';
import { compareTypes, compareValues } from './compare-values';
import { canonical, isObject, type JsonSchema } from './json-schema';
import { resolved } from './resolved';

/** Say nothing about which documents are valid. */
const ANNOTATIONS = ['$comment', '$defs', '$schema', 'default', 'deprecated', 'description', 'examples', 'title'];
const COMPARED = [...LIMITS, '$id', 'const', 'enum', 'items', 'pattern', 'properties', 'required', 'type'];

/**
 * Finds every breaking change between two schemas. Sound, not complete: if it finds nothing, each document that
 * a producer of one version writes is valid under the other; a keyword that it cannot compare counts as a break.
 */
export function compareSchemas(before: JsonSchema, after: JsonSchema): readonly SchemaChange[] {
  const under = new Set<string>();

  const compare = (one: unknown, other: unknown, pointer: string): readonly SchemaChange[] => {
    const was = resolved(one, before);
    const is = resolved(other, after);
    if (!isObject(was) || !isObject(is)) return unequal(was, is, pointer);
    // A schema that contains itself has been compared further up.
    const pair = `${canonical(was)}\n${canonical(is)}`;
    if (under.has(pair)) return [];
    under.add(pair);
    const changes = [
      ...identity(was, is, pointer),
      ...compareTypes(was, is, pointer),
      ...compareValues(was, is, pointer),
      ...compareLimits(was, is, pointer),
      ...comparePatterns(was, is, pointer),
      ...compareProperties(was, is, pointer, compare),
      ...compareItems(was, is, pointer),
      ...otherKeywords(was, is, pointer),
    ];
    under.delete(pair);
    return changes;
  };

  const compareItems = (was: JsonSchema, is: JsonSchema, pointer: string): readonly SchemaChange[] => {
    const at = `${pointer}/*`;
    const hadRules = was['items'] !== undefined;
    const hasRules = is['items'] !== undefined;
    if (hadRules && hasRules) return compare(was['items'], is['items'], at);
    if (hadRules === hasRules) return [];
    return hasRules
      ? [{ rule: 'list-rules-added', pointer: at, detail: 'Entries now have rules.', hurts: ['new-readers'] }]
      : [
          {
            rule: 'list-rules-removed',
            pointer: at,
            detail: 'Entries no longer have rules.',
            hurts: ['released-readers'],
          },
        ];
  };

  return compare(before, after, '#');
}

/** Readers keep schemas by their `$id`, and messages name it. */
function identity({ $id: was }: JsonSchema, { $id: is }: JsonSchema, pointer: string): SchemaChange[] {
  if (was === is) return [];
  const detail = `The schema was called ${String(was)} and is now called ${String(is)}.`;
  return [{ rule: 'identity-changed', pointer, detail, hurts: ['released-readers', 'new-readers'] }];
}

function otherKeywords(was: JsonSchema, is: JsonSchema, pointer: string): SchemaChange[] {
  const keywords = new Set([...Object.keys(was), ...Object.keys(is)]);
  return [...keywords]
    .filter((keyword) => !ANNOTATIONS.includes(keyword) && !COMPARED.includes(keyword))
    .flatMap((keyword) => unequal(was[keyword], is[keyword], pointer, keyword));
}

function unequal(was: unknown, is: unknown, pointer: string, what = 'The schema'): SchemaChange[] {
  if (canonical(was) === canonical(is)) return [];
  const detail = `${what} changed, and this check cannot tell what that allows or forbids.`;
  return [{ rule: 'rule-changed', pointer, detail, hurts: ['released-readers', 'new-readers'] }];
}
