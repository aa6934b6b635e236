/**
 * Maximum number of series of one metric. A label with more values than expected costs the monitoring system one series
 * named `other`, not its memory.
 */
export const MAX_LABEL_SETS = 500;

const OTHER = 'other';

/** The children of a metric, one for each combination of label values, each bound to its labels once. */
export class LabelSets<Child> {
  private readonly byKey = new Map<string, Child>();

  constructor(private readonly bind: (values: readonly string[]) => Child) {}

  /** @param values one per label, in the order of their names */
  of(...values: readonly string[]): Child {
    return this.byKey.get(keyOf(values)) ?? this.add(values);
  }

  private add(values: readonly string[]): Child {
    const isFull = this.byKey.size >= MAX_LABEL_SETS && values.some((value) => value !== OTHER);
    if (isFull) return this.of(...values.map(() => OTHER));
    const child = this.bind(values);
    this.byKey.set(keyOf(values), child);
    return child;
  }
}

function keyOf(values: readonly string[]): string {
  return values.length === 1 ? (values[0] as string) : values.join('\n');
}
