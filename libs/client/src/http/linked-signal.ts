import { LONGEST_TIMER_MS } from '../retry/pause';

/** Aborts with another signal, and when the time is up. */
export class LinkedSignal {
  timedOut = false;
  private readonly controller = new AbortController();
  private readonly timer: ReturnType<typeof setTimeout>;

  constructor(
    private readonly outer: AbortSignal | undefined,
    timeoutMs: number,
  ) {
    this.timer = setTimeout(
      () => {
        this.timedOut = true;
        this.controller.abort();
      },
      Math.min(timeoutMs, LONGEST_TIMER_MS),
    );
    outer?.addEventListener('abort', this.follow);
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** What the signal was for is over: neither a timer nor a listener stays behind. */
  release(): void {
    clearTimeout(this.timer);
    this.outer?.removeEventListener('abort', this.follow);
  }

  private readonly follow = (): void => this.controller.abort(this.outer?.reason);
}
