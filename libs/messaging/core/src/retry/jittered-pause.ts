import type { Randomness } from '../system/randomness.port';
import type { PauseBackoff } from './error-policy';

/** Doublings beyond this change nothing: every cap is reached long before. */
const MAX_DOUBLINGS = 20;

/**
 * How many milliseconds to leave something in peace after `failures` failures in a row, from 1: between half of and the
 * whole of `min(cap, base * 2^(failures - 1))`. At least half, so that it never becomes a hot loop.
 */
export function jitteredPause(
  { baseSeconds, capSeconds, failuresPerDoubling = 1 }: PauseBackoff,
  failures: number,
  randomness: Randomness,
): number {
  const ceiling =
    Math.min(capSeconds, baseSeconds * 2 ** Math.min((failures - 1) / failuresPerDoubling, MAX_DOUBLINGS)) * 1_000;
  return Math.round((ceiling / 2) * (1 + randomness.next()));
}
