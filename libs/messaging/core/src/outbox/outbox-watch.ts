import type { Outage } from '../outage/outage-breaker';
import type { MonotonicClock } from '../system/monotonic-clock.port';
import type { OutboxMonitor } from './outbox-monitor.port';

/**
 * A relay takes a due message within milliseconds, and within a second while the front door is busy. One that stays for
 * a minute shows that no relay works, or that all of them pass it over.
 */
export const OUTBOX_STUCK_AFTER_MILLISECONDS = 60_000;

export interface OutboxWatchDeps {
  readonly store: OutboxMonitor;
  /** While it waits for the end of an outage, waiting messages are no news. */
  readonly relay: { readonly outage: Outage | undefined };
  readonly monotonic: MonotonicClock;
}

/**
 * Notices an outbox that does not drain although no outage is known. It measures between its own looks how long the same
 * entry has been first in line: the times in the store come from clocks that may be set.
 */
export class OutboxWatch {
  private first: { readonly entry: string; readonly seenAt: number } | undefined;

  constructor(private readonly deps: OutboxWatchDeps) {}

  /** How long the first entry in line has been waiting, once that is too long; undefined while all is well. */
  get stuckForMilliseconds(): number | undefined {
    if (this.first === undefined || this.deps.relay.outage !== undefined) return undefined;
    const waited = this.deps.monotonic.milliseconds() - this.first.seenAt;
    return waited >= OUTBOX_STUCK_AFTER_MILLISECONDS ? waited : undefined;
  }

  /** @throws InfrastructureError when the store cannot be asked */
  async look(): Promise<void> {
    const { monotonic, relay, store } = this.deps;
    const entry = await store.longestDue();
    if (entry === undefined || relay.outage !== undefined) this.first = undefined;
    else if (entry !== this.first?.entry) this.first = { entry, seenAt: monotonic.milliseconds() };
  }
}
