import { Signal } from '../process/signal';
import { onEndRequested } from './end-of-command';

/** The first request to stop is a wish, the second an order. */
export class StopRequest {
  private readonly first = new Signal<'stop'>();
  private count = 0;

  constructor(private readonly onSecond: () => void) {
    onEndRequested(() => this.request());
  }

  get made(): boolean {
    return this.count > 0;
  }

  get promise(): Promise<'stop'> {
    return this.first.value;
  }

  private request(): void {
    this.count += 1;
    if (this.count === 1) this.first.give('stop');
    else this.onSecond();
  }
}
