/**
 * The date and time of day, for what people and records see. It may jump in both directions: measure durations with
 * `MonotonicClock`. Domain code never asks the machine: a simulation gives it a virtual clock.
 */
export interface Clock {
  now(): Date;
}
