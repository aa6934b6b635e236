/** A value that one side gives once and the other waits for. Later values are ignored. */
export class Signal<T> {
  readonly value: Promise<T>;
  private resolve: (value: T) => void = () => undefined;

  constructor() {
    this.value = new Promise((resolve) => (this.resolve = resolve));
  }

  give(value: T): void {
    this.resolve(value);
  }
}
