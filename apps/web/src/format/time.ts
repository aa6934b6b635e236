/** In the reader's zone and language: 24 Nov 2026, 09:05:07. */
export function formatMoment(iso: string, locale?: string): string {
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

/** How long something took or has waited: "120 ms", "3.4 s", "12 min", "5 h". */
export function formatDuration(seconds: number, locale?: string): string {
  const say = (value: number, unit: string, maximumFractionDigits: number): string =>
    new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits }).format(value);
  if (seconds < 1) return say(Math.round(seconds * 1_000), 'millisecond', 0);
  if (seconds < 10) return say(seconds, 'second', 1);
  if (seconds < 120) return say(seconds, 'second', 0);
  if (seconds < 7_200) return say(seconds / 60, 'minute', 0);
  if (seconds < 172_800) return say(seconds / 3_600, 'hour', 0);
  return say(seconds / 86_400, 'day', 0);
}

/** The month of a moment in the reader's zone, as ISO 8601 `YYYY-MM`. */
export function monthOf(moment: Date): string {
  return `${moment.getFullYear()}-${String(moment.getMonth() + 1).padStart(2, '0')}`;
}

export function addMonths(period: string, months: number): string {
  const [year = 0, month = 1] = period.split('-').map(Number);
  const index = year * 12 + month - 1 + months;
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
}
