/** Time as the machine's steady counter tells it: setting the date or the time of day does not move it. */
export class SystemMonotonicClock {
  milliseconds(): number {
    return performance.now();
  }
}
