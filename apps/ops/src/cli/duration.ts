import { UsageError } from './usage.error';

const MILLISECONDS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const DURATION_PATTERN = /^(\d{1,6})([smhd])$/;

/**
 * `90s`, `10m`, `12h`, `7d` in milliseconds.
 *
 * @throws UsageError
 */
export function durationMilliseconds(option: string, text: string): number {
  const [, count, unit] = DURATION_PATTERN.exec(text) ?? [];
  if (count === undefined) throw new UsageError(`--${option} ${text} is not a duration such as 90s, 10m, 12h or 7d.`);
  return Number(count) * MILLISECONDS[unit as keyof typeof MILLISECONDS];
}
