import type { Timers } from '@decouple/messaging-core';
import type { PaymentChangeNotifier } from '../get-payment/payment-change-notifier.port';

/** Wakes waiters of this process. */
export class InMemoryPaymentChangeNotifier implements PaymentChangeNotifier {
  private readonly waiting = new Map<string, Set<AbortController>>();

  constructor(
    private readonly timers: Timers,
    private readonly currentVersion: (id: string) => Promise<number | undefined>,
  ) {}

  /** Says that the payment was written. */
  notify(id: string): void {
    for (const waiter of this.waiting.get(id) ?? []) waiter.abort();
  }

  async waitForChange(id: string, version: number, timeoutMilliseconds: number, signal: AbortSignal): Promise<void> {
    const waiter = new AbortController();
    const wake = (): void => waiter.abort();
    const waiters = this.waiting.get(id) ?? new Set();
    this.waiting.set(id, waiters.add(waiter));
    signal.addEventListener('abort', wake, { once: true });
    try {
      // Looked at after subscribing, so that a change in between is not missed.
      if ((await this.currentVersion(id)) !== version || signal.aborted) return;
      await this.timers.sleep(timeoutMilliseconds, waiter.signal);
    } finally {
      signal.removeEventListener('abort', wake);
      waiters.delete(waiter);
      if (waiters.size === 0) this.waiting.delete(id);
    }
  }
}
