import { isFinal, type Payment, type PaymentAdminQueries } from '@decouple/payments-domain';

/** Time from acceptance to final status, in seconds. */
export interface CriticalTime {
  readonly p50Seconds: number;
  readonly p99Seconds: number;
}

const WINDOW_MILLISECONDS = 60_000;
/** Enough for a percentile, and cheap to read. */
const PAYMENTS = 200;

/** Measured on payments that were accepted in the last minute; undefined if none of them is final. */
export async function measureCriticalTime(
  queries: Pick<PaymentAdminQueries, 'page'>,
  now: Date,
): Promise<CriticalTime | undefined> {
  const after = firstIdAt(now.getTime() - WINDOW_MILLISECONDS);
  return criticalTimeOf(await queries.page({ after, limit: PAYMENTS }));
}

/** Payment ids are UUIDs version 7, which start with their milliseconds (RFC 9562, 5.7). */
function firstIdAt(milliseconds: number): string {
  const time = Math.floor(milliseconds).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`;
}

export function criticalTimeOf(payments: readonly Payment[]): CriticalTime | undefined {
  const seconds = payments.filter(isFinal).map(secondsToFinal);
  seconds.sort((one, other) => one - other);
  if (seconds.length === 0) return undefined;
  return { p50Seconds: percentile(seconds, 0.5), p99Seconds: percentile(seconds, 0.99) };
}

/** The timestamps come from the clocks of two services, so the difference may be negative. */
function secondsToFinal({ acceptedAt, timeline }: Payment): number {
  const finalAt = timeline.at(-1)?.at ?? acceptedAt;
  return Math.max(0, (finalAt.getTime() - acceptedAt.getTime()) / 1_000);
}

/** Nearest rank. */
function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
}
