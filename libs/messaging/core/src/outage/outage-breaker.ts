import type { Clock } from '../ports/clock.port';
import type { DeliveryObserver } from '../ports/delivery-observer.port';
import type { Randomness } from '../ports/randomness.port';
import type { Timers } from '../ports/timers.port';

export interface OutageBreakerParts {
  /** What is watched: `sales database`. */
  readonly resource: string;
  /** Resolves when the resource works again; rejects while it does not. */
  readonly probe: () => Promise<void>;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly randomness: Randomness;
  readonly observer: DeliveryObserver;
}

const PROBE_BASE_MILLISECONDS = 250;
const PROBE_CAP_MILLISECONDS = 15_000;

/**
 * Holds back work while a resource that all of it needs is down. It opens at the first infrastructure error, probes with
 * growing, jittered pauses, and closes by itself at the first probe that succeeds.
 */
export class OutageBreaker {
  private outage: { readonly ended: Promise<void>; readonly startedAt: number } | undefined;
  private readonly stopping = new AbortController();
  private endedAt: Date | undefined;

  constructor(private readonly parts: OutageBreakerParts) {}

  get isOpen(): boolean {
    return this.outage !== undefined;
  }

  /** When the last outage ended; undefined when there was none, or the first still lasts. */
  get lastOutageEndedAt(): Date | undefined {
    return this.endedAt;
  }

  /** Reports an infrastructure error. The first one opens the breaker; while it is open further ones change nothing. */
  trip(error: unknown): void {
    if (this.outage !== undefined || this.stopping.signal.aborted) return;
    const startedAt = this.parts.clock.now().getTime();
    this.parts.observer.observe({ kind: 'outage-began', resource: this.parts.resource, error });
    this.outage = { startedAt, ended: this.probeUntilHealthy(startedAt) };
  }

  /** Resolves when the breaker is closed, or when `signal` is aborted, or when the breaker is stopped. */
  async closed(signal: AbortSignal): Promise<void> {
    while (this.outage !== undefined && !signal.aborted && !this.stopping.signal.aborted) {
      await endedOrAborted(this.outage.ended, signal);
    }
  }

  /** Ends the probing; resolves when no probe is running. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.outage?.ended;
  }

  private async probeUntilHealthy(startedAt: number): Promise<void> {
    const { clock, observer, probe, randomness, resource, timers } = this.parts;
    const { signal } = this.stopping;
    for (let failures = 0; !signal.aborted; failures += 1) {
      const ceiling = Math.min(PROBE_CAP_MILLISECONDS, PROBE_BASE_MILLISECONDS * 2 ** Math.min(failures, 20));
      await timers.sleep(ceiling / 2 + randomness.next() * (ceiling / 2), signal);
      if (signal.aborted) break;
      const healthy = await succeeds(probe);
      if (!healthy) continue;
      this.outage = undefined;
      this.endedAt = clock.now();
      observer.observe({
        kind: 'outage-ended',
        resource,
        durationMilliseconds: this.endedAt.getTime() - startedAt,
      });
      return;
    }
  }
}

/** A probe fails for as long as the outage lasts; its beginning and end are what is reported. */
async function succeeds(probe: () => Promise<void>): Promise<boolean> {
  try {
    await probe();
    return true;
  } catch {
    return false;
  }
}

/** Leaves nothing behind on the signal: it lives as long as the process, and sees many outages. */
async function endedOrAborted(ended: Promise<void>, signal: AbortSignal): Promise<void> {
  let forget = (): void => undefined;
  const aborted = new Promise<void>((resolve) => {
    const abort = (): void => resolve();
    signal.addEventListener('abort', abort, { once: true });
    forget = () => signal.removeEventListener('abort', abort);
  });
  await Promise.race([ended, aborted]);
  forget();
}
