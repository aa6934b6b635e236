import type { SchemaChange } from './breaking-change';
import type { JsonSchema } from './json-schema';

/** Whether one pattern takes all that another takes cannot be told in general, so every change counts in both directions. */
export function comparePatterns(
  { pattern: was }: JsonSchema,
  { pattern: is }: JsonSchema,
  pointer: string,
): readonly SchemaChange[] {
  if (was === is) return [];
  if (was === undefined) {
    return [{ rule: 'pattern-added', pointer, detail: `It must now match ${String(is)}`, hurts: ['new-readers'] }];
  }
  if (is === undefined) {
    const detail = `It need no longer match ${String(was)}`;
    return [{ rule: 'pattern-removed', pointer, detail, hurts: ['released-readers'] }];
  }
  const detail = `It had to match ${String(was)} and must now match ${String(is)}`;
  return [{ rule: 'pattern-changed', pointer, detail, hurts: ['released-readers', 'new-readers'] }];
}
