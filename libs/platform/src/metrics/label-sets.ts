/**
 * Series that one metric may have. A label that turns out to have more values than its author thought must cost the
 * monitoring system a series called `other`, not its memory.
 */
export const MAX_LABEL_SETS = 500;

const OTHER = 'other';

/** What is kept for each combination of label values; made when it is first asked for. */
export class LabelSets<Kept> {
  private readonly byKey = new Map<string, { readonly values: readonly string[]; readonly kept: Kept }>();

  constructor(
    private readonly labelNames: readonly string[],
    private readonly create: () => Kept,
  ) {}

  /** One value per label, in the order of their names. */
  of(...values: readonly string[]): Kept {
    return this.byKey.get(keyOf(values))?.kept ?? this.add(values);
  }

  /** All that is kept, with its labels. */
  entries(): (readonly [labels: Record<string, string>, kept: Kept])[] {
    return [...this.byKey.values()].map(({ kept, values }) => [
      Object.fromEntries(this.labelNames.map((name, index) => [name, values[index] ?? ''])),
      kept,
    ]);
  }

  private add(values: readonly string[]): Kept {
    const isFull = this.byKey.size >= MAX_LABEL_SETS && values.some((value) => value !== OTHER);
    if (isFull) return this.of(...this.labelNames.map(() => OTHER));
    const kept = this.create();
    this.byKey.set(keyOf(values), { values, kept });
    return kept;
  }
}

function keyOf(values: readonly string[]): string {
  return values.length === 1 ? (values[0] as string) : values.join('\n');
}
