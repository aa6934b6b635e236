import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { Series } from '../api/pipeline-history';

export interface ChartLine extends Series {
  /** Name of a custom property. */
  readonly colour: string;
}

interface TimeChartProps {
  readonly title: string;
  readonly unit: string;
  /** Seconds since 1970, ascending. */
  readonly moments: readonly number[];
  readonly lines: readonly ChartLine[];
}

const HEIGHT = 184;
const LINE_WIDTH = 2;
/** Whole minutes, because the axis shows hours and minutes. */
const TICKS_SECONDS = [60, 120, 300, 600, 900, 1_800];

/** Lines over time on a canvas, with a text alternative for screen readers. */
export function TimeChart({ lines, moments, title, unit }: TimeChartProps) {
  const frame = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot>(undefined);
  const data = useRef<uPlot.AlignedData>([[]]);
  data.current = [[...moments], ...lines.map(({ values }) => [...values])];
  const look = lines.map(({ colour, name }) => `${name}=${colour}`).join();

  useEffect(() => {
    const element = frame.current;
    if (element === null) return undefined;
    const draw = (): void => {
      chart.current?.destroy();
      chart.current = new uPlot(optionsFor(element, look), data.current, element);
    };
    draw();
    const resized = new ResizeObserver(() => chart.current?.setSize({ width: element.clientWidth, height: HEIGHT }));
    resized.observe(element);
    const rethemed = new MutationObserver(draw);
    rethemed.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    const dark = matchMedia('(prefers-color-scheme: dark)');
    dark.addEventListener('change', draw);
    return () => {
      dark.removeEventListener('change', draw);
      rethemed.disconnect();
      resized.disconnect();
      chart.current?.destroy();
      chart.current = undefined;
    };
  }, [look]);

  useEffect(() => {
    chart.current?.setData(data.current);
  }, [moments, lines]);

  return (
    <figure className="stack stack-tight">
      <div className="chart" ref={frame} aria-hidden="true" />
      <figcaption>
        <ul className="legend">
          {lines.map(({ colour, name, values }) => (
            <li key={name} className="legend-line" data-colour={colour}>
              <span>{name}</span>
              <span className="number">
                <span className="only-read-aloud">now </span>
                {formatValue(latest(values))}
                <span className="only-read-aloud">{`, at most ${formatValue(most(values))} ${unit}`}</span>
              </span>
            </li>
          ))}
        </ul>
        <span className="only-read-aloud">{`${title}, ${unit}, over the last hour.`}</span>
      </figcaption>
    </figure>
  );
}

function optionsFor(element: HTMLElement, look: string): uPlot.Options {
  const style = getComputedStyle(element);
  // A canvas does not support light-dark(). The browser resolves it for a real property.
  const resolved = (property: string): string => {
    element.style.color = `var(${property})`;
    const colour = style.color;
    element.style.color = '';
    return colour;
  };
  const [text, grid] = [resolved('--text-soft'), resolved('--line')];
  const font = `12px ${style.fontFamily}`;
  const axis = { stroke: text, font, grid: { stroke: grid, width: 1 }, ticks: { show: false } };
  return {
    width: element.clientWidth,
    height: HEIGHT,
    legend: { show: false },
    cursor: { show: false },
    scales: { y: { range: (_plot, _min, max) => [0, Math.max(1, max * 1.1)] } },
    axes: [
      {
        ...axis,
        grid: { show: false },
        space: 64,
        incrs: TICKS_SECONDS,
        values: (_plot, splits) => splits.map(hourAndMinute),
      },
      { ...axis, size: 48, space: 40, values: (_plot, splits) => splits.map((value) => formatValue(value)) },
    ],
    series: [
      {},
      ...look.split(',').map((line) => ({
        stroke: resolved(line.split('=')[1] ?? '--accent'),
        width: LINE_WIDTH,
        points: { show: false },
      })),
    ],
  };
}

function hourAndMinute(seconds: number): string {
  return new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' }).format(new Date(seconds * 1_000));
}

function formatValue(value: number | null | undefined): string {
  if (value == null) return '–';
  return new Intl.NumberFormat(undefined, { maximumSignificantDigits: 3, notation: 'compact' }).format(value);
}

const latest = (values: Series['values']): number | null => values.findLast((value) => value !== null) ?? null;

function most(values: Series['values']): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((one, other) => Math.max(one, other));
}
