export interface DocumentedMetric {
  readonly name: string;
  readonly service: string;
  readonly type: string;
  readonly labels: readonly string[];
  readonly meaning: string;
}

const HEADER = ['metric', 'service', 'type', 'labels', 'meaning'];

/** The metrics of all tables of a document whose columns are those of a list of metrics. */
export function readMetricTables(text: string): DocumentedMetric[] {
  const metrics: DocumentedMetric[] = [];
  let isInside = false;
  for (const line of text.split('\n')) {
    const cells = cellsOf(line);
    if (cells.length === 0) isInside = false;
    else if (String(cells) === String(HEADER)) isInside = true;
    else if (isInside && cells[0]?.startsWith('`')) metrics.push(metricOf(cells));
  }
  return metrics;
}

function cellsOf(line: string): string[] {
  return line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
}

function metricOf([
  name = '',
  service = '',
  type = '',
  labels = '',
  meaning = '',
]: readonly string[]): DocumentedMetric {
  return { name: name.replaceAll('`', ''), service, type, labels: labels.match(/\w+/g) ?? [], meaning };
}
