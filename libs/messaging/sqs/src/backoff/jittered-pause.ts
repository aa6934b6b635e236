import type { Randomness } from '@decouple/messaging-core';

export interface PauseBounds {
  readonly baseMilliseconds: number;
  readonly capMilliseconds: number;
}

/** Doublings beyond this change nothing: every cap is reached long before. */
const MAX_DOUBLINGS = 20;

/**
 * How long to leave a broker in peace after `failures` failures in a row, from 1: between half of and the whole of
 * `min(cap, base * 2^(failures - 1))`. At least half, so that it never becomes a hot loop.
 */
export function jitteredPause(bounds: PauseBounds, failures: number, randomness: Randomness): number {
  const ceiling = Math.min(
    bounds.capMilliseconds,
    bounds.baseMilliseconds * 2 ** Math.min(failures - 1, MAX_DOUBLINGS),
  );
  return Math.round((ceiling / 2) * (1 + randomness.next()));
}
