export class SystemClock {
  now(): Date {
    return new Date();
  }
}
