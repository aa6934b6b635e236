import type { SchemaChange } from './breaking-change';
import type { JsonSchema } from './json-schema';

/** A larger number allows less. */
const LOWER = ['minLength', 'minimum', 'exclusiveMinimum', 'minItems', 'minProperties'] as const;
/** A larger number allows more. */
const UPPER = ['maxLength', 'maximum', 'exclusiveMaximum', 'maxItems', 'maxProperties'] as const;

export const LIMITS: readonly string[] = [...LOWER, ...UPPER];

export function compareLimits(before: JsonSchema, after: JsonSchema, pointer: string): readonly SchemaChange[] {
  return [
    ...LOWER.flatMap((keyword) => compareLimit(keyword, before, after, pointer, -Infinity, 1)),
    ...UPPER.flatMap((keyword) => compareLimit(keyword, before, after, pointer, Infinity, -1)),
  ];
}

function compareLimit(
  keyword: string,
  before: JsonSchema,
  after: JsonSchema,
  pointer: string,
  none: number,
  /** 1 where a larger number allows less. */
  tighter: 1 | -1,
): readonly SchemaChange[] {
  const was = numberOf(before[keyword], none);
  const is = numberOf(after[keyword], none);
  if (was === is) return [];
  const detail = `${keyword} was ${named(was)} and is now ${named(is)}.`;
  return (is - was) * tighter > 0
    ? [{ rule: 'limit-tightened', pointer, detail, hurts: ['new-readers'] }]
    : [{ rule: 'limit-loosened', pointer, detail, hurts: ['released-readers'] }];
}

const numberOf = (value: unknown, none: number): number => (typeof value === 'number' ? value : none);
const named = (limit: number): string => (Number.isFinite(limit) ? String(limit) : 'not limited');
