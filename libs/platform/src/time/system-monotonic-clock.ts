/** Time of a counter that setting the date or the time of day does not change. */
export class SystemMonotonicClock {
  milliseconds(): number {
    return performance.now();
  }
}
