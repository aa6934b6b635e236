/** Chance, for jitter. Not for secrets. */
export interface Randomness {
  /** A number from 0 (included) to 1 (excluded), evenly distributed. */
  next(): number;
}
