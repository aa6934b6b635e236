export class SystemRandomness {
  next(): number {
    return Math.random();
  }
}
