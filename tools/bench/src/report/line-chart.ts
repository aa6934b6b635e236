import { document, escaped, HEIGHT, text, WIDTH } from './svg';

export interface Point {
  readonly x: number;
  readonly y: number;
}

const MARGIN = { left: 70, right: 24, top: 56, bottom: 36 };
const STEPS = 4;

/** One line over time, from the origin. */
export function lineChart(title: string, points: readonly Point[]): string {
  const farthest = Math.max(1, ...points.map(({ x }) => x));
  const highest = Math.max(1, ...points.map(({ y }) => y));
  const x = (value: number): number => MARGIN.left + (value / farthest) * (WIDTH - MARGIN.left - MARGIN.right);
  const y = (value: number): number =>
    HEIGHT - MARGIN.bottom - (value / highest) * (HEIGHT - MARGIN.top - MARGIN.bottom);
  const shares = Array.from({ length: STEPS + 1 }, (_, step) => step / STEPS);
  const grid = shares.flatMap((share) => [
    `<line class="grid" x1="${MARGIN.left}" x2="${WIDTH - MARGIN.right}" y1="${y(highest * share).toFixed(1)}" y2="${y(highest * share).toFixed(1)}"/>`,
    text(MARGIN.left - 8, y(highest * share) + 5, Math.round(highest * share).toLocaleString('en'), 'end'),
    text(x(farthest * share), HEIGHT - 12, `${Math.round(farthest * share)} s`, 'middle'),
  ]);
  const path = points.map(
    (point, index) => `${index === 0 ? 'M' : 'L'}${x(point.x).toFixed(1)} ${y(point.y).toFixed(1)}`,
  );
  const line = `<path class="line" stroke="#2563eb" d="${path.join(' ')}"/>`;
  const summary = `From 0 to at most ${Math.round(highest)}, over ${Math.round(farthest)} seconds.`;
  return document(title, escaped(summary), [...grid, line].join('\n'));
}
