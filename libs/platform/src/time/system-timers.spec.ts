import { SystemTimers } from './system-timers';

/** How many listeners a signal has. */
function countListeners(signal: AbortSignal): { readonly count: number } {
  const counter = { count: 0 };
  const { addEventListener, removeEventListener } = signal;
  signal.addEventListener = (...parameters: Parameters<typeof addEventListener>) => {
    counter.count += 1;
    addEventListener.apply(signal, parameters);
  };
  signal.removeEventListener = (...parameters: Parameters<typeof removeEventListener>) => {
    counter.count -= 1;
    removeEventListener.apply(signal, parameters);
  };
  return counter;
}

describe('SystemTimers', () => {
  const timers = new SystemTimers();

  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('resolves after the time, not before', async () => {
    let awake = false;
    const sleeping = timers.sleep(1_000).then(() => (awake = true));
    await jest.advanceTimersByTimeAsync(999);

    expect(awake).toBe(false);
    await jest.advanceTimersByTimeAsync(1);
    await sleeping;
  });

  it('resolves at once if the signal is aborted, and leaves no timer', async () => {
    const abort = new AbortController();
    const sleeping = timers.sleep(3_600_000, abort.signal);

    expect(jest.getTimerCount()).toBe(1);
    abort.abort();
    await sleeping;
    expect(jest.getTimerCount()).toBe(0);
  });

  it('does not wait on a signal that is already aborted', async () => {
    await timers.sleep(3_600_000, AbortSignal.abort());

    expect(jest.getTimerCount()).toBe(0);
  });

  it('leaves no listener on a long-lived signal', async () => {
    const { signal } = new AbortController();
    const listeners = countListeners(signal);
    const sleeping = Promise.all([timers.sleep(10, signal), timers.sleep(20, signal)]);

    expect(listeners.count).toBe(2);
    await jest.advanceTimersByTimeAsync(20);
    await sleeping;
    expect(listeners.count).toBe(0);
  });
});
