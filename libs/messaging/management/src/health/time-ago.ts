import type { Clock } from '@decouple/messaging-core';

/** The time of day that a measured age leads back to, for people to read. */
export function timeAgo(clock: Clock, ageMilliseconds: number): Date {
  return new Date(clock.now().getTime() - ageMilliseconds);
}
