/** What time it is. Domain code never asks the machine: a simulation gives it a virtual clock. */
export interface Clock {
  now(): Date;
}
