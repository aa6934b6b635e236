import type { Payment } from './payments-api';

const WINDOW_MILLISECONDS = 60_000;
/** A sample: enough for a percentile, and little to read each second. */
const SAMPLE = 200;

/** The management API's list of payments that were accepted in the last minute. */
export function recentPayments(now: number): string {
  const query = new URLSearchParams({ after: firstIdAt(now - WINDOW_MILLISECONDS), limit: String(SAMPLE) });
  return `/payments?${query.toString()}`;
}

/** Ids of payments are UUIDs version 7, which begin with their milliseconds (RFC 9562, 5.7). */
function firstIdAt(milliseconds: number): string {
  const time = Math.floor(milliseconds).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`;
}

/** @returns seconds; undefined when none of the payments is final */
export function criticalTimeOf(payments: readonly Payment[]): { p50: number; p99: number } | undefined {
  const seconds = payments
    .filter(({ final }) => final)
    .map(({ acceptedAt, timeline }) => (Date.parse(timeline.at(-1)?.at ?? acceptedAt) - Date.parse(acceptedAt)) / 1_000)
    .sort((one, other) => one - other);
  if (seconds.length === 0) return undefined;
  /** Nearest rank. */
  const percentile = (share: number): number => seconds[Math.ceil(share * seconds.length) - 1] ?? 0;
  return { p50: percentile(0.5), p99: percentile(0.99) };
}
