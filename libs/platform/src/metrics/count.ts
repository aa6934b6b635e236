/** A number that only grows. Adding to it costs what adding to a field costs: it stands on the way of every payment. */
export class Count {
  private total = 0;

  get value(): number {
    return this.total;
  }

  add(amount = 1): void {
    this.total += amount;
  }
}
