/**
 * How much time has passed. Every duration, deadline, rate, age and pause is measured with it: the wall clock of a machine
 * may be set forward or back at any time.
 */
export interface MonotonicClock {
  /** Milliseconds since an arbitrary point in time. Never decreases while the process lives; means nothing in another process. */
  milliseconds(): number;
}
