import { document, escaped, HEIGHT, text, WIDTH } from './svg';

export interface Bar {
  readonly label: string;
  readonly value: number;
}

const MARGIN = { left: 140, right: 110, top: 56, bottom: 16 };

/** Horizontal bars with their values, the first one in the colour of interest. */
export function barChart(title: string, bars: readonly Bar[]): string {
  const most = Math.max(1, ...bars.map(({ value }) => value));
  const step = (HEIGHT - MARGIN.top - MARGIN.bottom) / Math.max(1, bars.length);
  const room = WIDTH - MARGIN.left - MARGIN.right;
  const parts = bars.map(({ label, value }, index) => {
    const top = MARGIN.top + index * step;
    const width = (value / most) * room;
    const middle = top + step / 2 + 5;
    return [
      `<rect class="${index === 0 ? 'first' : 'other'}" x="${MARGIN.left}" y="${top + step * 0.15}" width="${width.toFixed(1)}" height="${(step * 0.7).toFixed(1)}" rx="3"/>`,
      text(MARGIN.left - 10, middle, label, 'end'),
      text(MARGIN.left + width + 8, middle, Math.round(value).toLocaleString('en'), 'start'),
    ].join('');
  });
  const summary = bars.map(({ label, value }) => `${label} ${Math.round(value)}`).join(', ');
  return document(title, escaped(summary), parts.join('\n'));
}
