/** One line of a metric. */
export interface ExposedSample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface ExposedFamily {
  readonly help: string;
  readonly type: string;
  readonly samples: readonly ExposedSample[];
}

/** The metrics of an exposition by name. */
export type Exposition = ReadonlyMap<string, ExposedFamily>;

const NAME = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const HELP_LINE = new RegExp(`^# HELP (${NAME}) (.+)$`);
const TYPE_LINE = new RegExp(`^# TYPE (${NAME}) (counter|gauge|histogram|summary|untyped)$`);
const SAMPLE_LINE = new RegExp(`^(${NAME})(?:\\{(.+)\\})? (\\S+)$`);
const LABEL = /^([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\[\\"n])*)"(?:,|$)/;
const NUMBER = /^(?:[+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:e[+-]?\d+)?|[+-]Inf|NaN)$/i;
const HISTOGRAM_PARTS = ['_bucket', '_sum', '_count'];

/**
 * Reads the text format of Prometheus (0.0.4), strictly: what a lenient reader would overlook is an error here.
 *
 * @throws Error that names the line, or the metric, and what is wrong with it
 */
export function parseExposition(text: string): Exposition {
  if (!text.endsWith('\n')) throw new Error('The last line does not end.');
  const families = new Map<string, { help: string; type: string; samples: ExposedSample[] }>();
  let help: readonly [name: string, text: string] | undefined;
  let current = '';
  for (const line of text.slice(0, -1).split('\n')) {
    if (line === '') continue;
    const [, helpOf, helpText] = HELP_LINE.exec(line) ?? [];
    const [, typeOf, type] = TYPE_LINE.exec(line) ?? [];
    if (helpOf !== undefined && helpText !== undefined) {
      help = [helpOf, helpText];
    } else if (typeOf !== undefined && type !== undefined) {
      if (help?.[0] !== typeOf) throw new Error(`${typeOf} has a type, but no help before it.`);
      if (families.has(typeOf)) throw new Error(`${typeOf} is there twice.`);
      families.set(typeOf, { help: help[1], type, samples: [] });
      current = typeOf;
    } else {
      const sample = parseSample(line);
      const family = families.get(current);
      if (family === undefined || !belongsTo(sample.name, current, family.type)) {
        throw new Error(`The line does not belong to the metric before it: ${line}`);
      }
      family.samples.push(sample);
    }
  }
  for (const [name, family] of families) checkFamily(name, family);
  return families;
}

/** The sum of the series that carry these labels, whatever others they carry; undefined where there is none. */
export function valueOf(
  exposition: Exposition,
  name: string,
  labels: Readonly<Record<string, string>> = {},
): number | undefined {
  const family = exposition.get(name) ?? exposition.get(name.replace(/_(bucket|sum|count)$/, ''));
  const wanted = Object.entries(labels);
  const values = (family?.samples ?? [])
    .filter((sample) => sample.name === name && wanted.every(([label, value]) => sample.labels[label] === value))
    .map(({ value }) => value);
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value);
}

/** A metric, or a part of a histogram, with the labels that are asked for. */
export type Series = readonly [name: string, labels?: Readonly<Record<string, string>>];

export function valuesOf(exposition: Exposition, series: readonly Series[]): (number | undefined)[] {
  return series.map(([name, labels]) => valueOf(exposition, name, labels));
}

function parseSample(line: string): ExposedSample {
  const [, name, labels = '', value] = SAMPLE_LINE.exec(line) ?? [];
  if (name === undefined || value === undefined || !NUMBER.test(value)) throw new Error(`Not a sample: ${line}`);
  return { name, labels: parseLabels(labels, line), value: numberOf(value) };
}

function parseLabels(text: string, line: string): Record<string, string> {
  const labels: Record<string, string> = {};
  let rest = text;
  while (rest !== '') {
    const [whole, name, value] = LABEL.exec(rest) ?? [];
    if (whole === undefined || name === undefined || value === undefined) throw new Error(`Bad labels: ${line}`);
    if (name in labels) throw new Error(`The label ${name} is there twice: ${line}`);
    labels[name] = value.replace(/\\(.)/g, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped));
    rest = rest.slice(whole.length);
  }
  return labels;
}

function numberOf(text: string): number {
  return /inf$/i.test(text) ? Number(text.replace(/inf$/i, 'Infinity')) : Number(text);
}

function belongsTo(sample: string, family: string, type: string): boolean {
  return type === 'histogram' ? HISTOGRAM_PARTS.some((part) => sample === `${family}${part}`) : sample === family;
}

function seriesKey(labels: ExposedSample['labels']): string {
  return JSON.stringify(Object.entries(labels).sort());
}

function checkFamily(name: string, { samples, type }: ExposedFamily): void {
  const series = samples.map((sample) => `${sample.name} ${seriesKey(sample.labels)}`);
  if (new Set(series).size !== series.length) throw new Error(`${name} has a series twice.`);
  if (type === 'counter') {
    if (!name.endsWith('_total')) throw new Error(`${name} is a counter, but does not end in _total.`);
    if (samples.some(({ value }) => !(value >= 0))) throw new Error(`${name} is a counter below zero.`);
  }
  if (type === 'histogram') checkHistogram(name, samples);
}

function checkHistogram(name: string, samples: readonly ExposedSample[]): void {
  const keyOf = ({ labels }: ExposedSample): string => seriesKey({ ...labels, le: '' });
  for (const key of new Set(samples.map(keyOf))) {
    const set = samples.filter((sample) => keyOf(sample) === key);
    const buckets = set.filter((sample) => sample.name === `${name}_bucket`);
    const bounds = buckets.map(({ labels }) => numberOf(labels['le'] ?? ''));
    const [count, ...moreCounts] = set.filter((sample) => sample.name === `${name}_count`);
    const sums = set.filter((sample) => sample.name === `${name}_sum`);
    if (count === undefined || moreCounts.length > 0 || sums.length !== 1)
      throw new Error(`${name} lacks sum or count.`);
    if (bounds.some((bound, index) => !(bound > (bounds[index - 1] ?? Number.NEGATIVE_INFINITY)))) {
      throw new Error(`The bounds of ${name} do not ascend.`);
    }
    if (bounds.at(-1) !== Number.POSITIVE_INFINITY) throw new Error(`${name} has no bucket +Inf.`);
    if (buckets.some(({ value }, index) => value < (buckets[index - 1]?.value ?? 0))) {
      throw new Error(`The buckets of ${name} are not cumulated.`);
    }
    if (buckets.at(-1)?.value !== count.value) throw new Error(`${name} counts other than its last bucket.`);
  }
}
