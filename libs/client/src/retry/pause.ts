/** What setTimeout can count to; it takes more for nothing. About 24 days. */
export const LONGEST_TIMER_MS = 2 ** 31 - 1;

export interface Pause {
  /** @throws the signal's reason when it is aborted */
  readonly over: Promise<void>;
  /** Ends it before its time. */
  end(): void;
}

export function pauseFor(milliseconds: number, signal?: AbortSignal): Pause {
  let end = (): void => undefined;
  const over = new Promise<void>((resolve, reject) => {
    const abort = (): void => {
      clearTimeout(timer);
      // The caller chooses the abort reason; it need not be an error.
      reject(signal?.reason as Error);
    };
    end = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      resolve();
    };
    const timer = setTimeout(end, Math.max(0, Math.min(milliseconds, LONGEST_TIMER_MS)));
    if (signal?.aborted === true) abort();
    else signal?.addEventListener('abort', abort, { once: true });
  });
  return { over, end };
}
