import { BatchStoppedError } from './batch.errors';

/** A service that has answered once may restart; one that never has is probably not there, or the address is wrong. */
const FIRST_ANSWER_WITHIN_MS = 10_000;

/** Stops the batch, for all of its requests at once, when none of them is answered for too long. */
export class Silence {
  private readonly controller = new AbortController();
  private timer: NodeJS.Timeout | undefined;

  /** @param reasonOf why the last attempt failed, as far as it is known */
  constructor(
    private readonly giveUpMs: number,
    private readonly reasonOf: () => string | undefined,
  ) {
    this.wait(Math.min(FIRST_ANSWER_WITHIN_MS, giveUpMs));
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** An answer came. */
  broken(): void {
    this.wait(this.giveUpMs);
  }

  end(): void {
    clearTimeout(this.timer);
  }

  private wait(milliseconds: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      const reason = this.reasonOf();
      this.controller.abort(
        new BatchStoppedError(
          `The service has not answered for ${milliseconds / 1_000} s.${reason === undefined ? '' : ` ${reason}`}`,
        ),
      );
    }, milliseconds);
  }
}
