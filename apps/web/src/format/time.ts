/** In the reader's zone and language: 24 Nov 2026, 09:05:07. */
export function formatTimestamp(iso: string, locale?: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' }).format(new Date(iso));
}

export function formatTimeOfDay(iso: string, locale?: string): string {
  return new Intl.DateTimeFormat(locale, { timeStyle: 'medium' }).format(new Date(iso));
}

/** `2026-11` as November 2026. A month has no zone. */
export function formatMonth(period: string, locale?: string): string {
  const moment = new Date(`${period}-01T00:00:00Z`);
  if (Number.isNaN(moment.getTime())) return period;
  return new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(moment);
}

const UNITS = [
  { unit: 'day', seconds: 86_400 },
  { unit: 'hour', seconds: 3_600 },
  { unit: 'minute', seconds: 60 },
  { unit: 'second', seconds: 1 },
] as const;

/** "5 minutes ago", "in 12 seconds", "now". */
export function formatDistance(iso: string, now: number, locale?: string): string {
  const seconds = Math.round((new Date(iso).getTime() - now) / 1_000);
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  for (const { unit, seconds: size } of UNITS) {
    if (Math.abs(seconds) >= size) return format.format(Math.trunc(seconds / size), unit);
  }
  return format.format(0, 'second');
}

/** A duration: "120 ms", "3.4 s", "12 min", "5 h". */
export function formatDuration(seconds: number, locale?: string): string {
  const format = (value: number, symbol: string, maximumFractionDigits = 0): string =>
    `${new Intl.NumberFormat(locale, { maximumFractionDigits }).format(value)} ${symbol}`;
  if (seconds < 1) return format(Math.round(seconds * 1_000), 'ms');
  if (seconds < 10) return format(seconds, 's', 1);
  if (seconds < 120) return format(seconds, 's');
  if (seconds < 7_200) return format(seconds / 60, 'min');
  if (seconds < 172_800) return format(seconds / 3_600, 'h');
  return format(seconds / 86_400, 'd');
}

/** The month of a date in the reader's zone, as ISO 8601 `YYYY-MM`. */
export function monthOf(moment: Date): string {
  return `${moment.getFullYear()}-${String(moment.getMonth() + 1).padStart(2, '0')}`;
}

export function addMonths(period: string, months: number): string {
  const [year = 0, month = 1] = period.split('-').map(Number);
  const index = year * 12 + month - 1 + months;
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
}
